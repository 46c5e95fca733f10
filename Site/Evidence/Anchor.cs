using Microsoft.Extensions.Options;
using NodaTime.Text;

namespace Site.Evidence;

/// <summary>What is kept outside the database, in <c>Evidence__Folder</c>: the last checkpoint, by which a database that was set back is found, and each that was published.</summary>
public sealed class Anchor(IOptions<EvidenceOptions> options)
{
    private static readonly InstantPattern _fileTime = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HHmmss'Z'");

    private string Folder => options.Value.Folder ?? throw new InvalidOperationException("Evidence__Folder was not read yet.");

    private string Latest => Path.Combine(Folder, "checkpoint");

    /// <summary>The last checkpoint anchored; null if there is none.</summary>
    /// <exception cref="EvidenceException">The file holds something else.</exception>
    internal async Task<SignedNote?> Read()
    {
        if (!File.Exists(Latest))
        {
            return null;
        }

        return SignedNote.Parse(await File.ReadAllTextAsync(Latest)) ?? throw new EvidenceException($"{Latest} is not a signed checkpoint: restore it from a copy of the folder.");
    }

    /// <summary>Every checkpoint that was published, by the name of its file.</summary>
    /// <exception cref="EvidenceException">A file holds something else.</exception>
    internal async IAsyncEnumerable<(string File, SignedNote Note)> Published()
    {
        var folder = Path.Combine(Folder, "published");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt") : [])
        {
            yield return (Path.GetFileName(file), SignedNote.Parse(await File.ReadAllTextAsync(file)) ?? throw new EvidenceException($"{file} is not a signed checkpoint: restore it from a copy of the folder."));
        }
    }

    /// <summary>Anchors it. What is read afterwards is the old one or the new one, never half of either.</summary>
    internal async Task Write(Checkpoint checkpoint)
    {
        if (checkpoint.IsPublic)
        {
            var published = Directory.CreateDirectory(Path.Combine(Folder, "published")).FullName;
            await Replace(Path.Combine(published, $"{_fileTime.Format(checkpoint.At)}-{checkpoint.Log}-{checkpoint.Size}.txt"), checkpoint.Note);
        }

        if (!File.Exists(Latest) || await File.ReadAllTextAsync(Latest) != checkpoint.Note)
        {
            await Replace(Latest, checkpoint.Note);
        }
    }

    private static async Task Replace(string file, string text)
    {
        var unfinished = $"{file}.{Guid.NewGuid():N}";
        await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}
