using System.Security.Cryptography;
using System.Text;

namespace Site.Publishing;

/// <summary>One file of the content: its path under the content folder with forward slashes, and its exact bytes.</summary>
public sealed record ContentFile(string Path, byte[] Bytes)
{
    public byte[] Sha256 { get; } = SHA256.HashData(Bytes);

    public string Text => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(Bytes).TrimStart('\uFEFF');

    /// <summary>The last folder's name: the slug of a webinar or an article.</summary>
    public string Folder => Path.Split('/')[^2];

    /// <summary>The name without folders and endings.</summary>
    public string Name => Path.Split('/')[^1].Split('.')[0];

    /// <summary>Every file below <paramref name="folder"/>, sorted by path; hidden files are left out.</summary>
    /// <exception cref="ContentException">The folder does not exist.</exception>
    public static IReadOnlyList<ContentFile> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ContentException([new ContentError(folder, 0, "the content folder does not exist; set Content__Folder")]);
        }

        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => (Full: f, Path: System.IO.Path.GetRelativePath(folder, f).Replace('\\', '/')))
            .Where(f => !f.Path.Split('/').Any(part => part.StartsWith('.')))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => new ContentFile(f.Path, File.ReadAllBytes(f.Full)))];
    }
}
