using Microsoft.Extensions.Options;
using NodaTime;

namespace Site.Mail;

/// <summary>
/// Reads what came back from a folder: each <c>.eml</c> file goes on into its folder <c>done</c>, or <c>unknown</c> if it says nothing about a letter of ours. May run
/// twice at once.
/// </summary>
public sealed class BounceFolder(Bounces bounces, IOptions<BounceOptions> options, IClock clock, ILogger<BounceFolder> log)
{
    private const int MostAtOnce = 1000;

    // Whoever writes a file may not be done with it.
    private static readonly Duration _whole = Duration.FromMinutes(1);

    /// <summary>Reads what lies there. Returns how many were about a letter of ours.</summary>
    public async Task<int> Read(CancellationToken cancellationToken = default)
    {
        var read = 0;
        if (options.Value.Folder is { Length: > 0 } folder && Directory.Exists(folder))
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.eml").Where(f => f.Name[0] != '.').Take(MostAtOnce).ToList())
            {
                cancellationToken.ThrowIfCancellationRequested();
                read += await Read(file, cancellationToken) ? 1 : 0;
            }
        }

        return read;
    }

    private async Task<bool> Read(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            var known = file.Length <= BounceReport.MaxBytes && await bounces.Take(await File.ReadAllBytesAsync(file.FullName, cancellationToken), cancellationToken);
            if (known || Instant.FromDateTimeUtc(file.LastWriteTimeUtc) <= clock.GetCurrentInstant() - _whole)
            {
                Move(file, known ? "done" : "unknown");
            }

            return known;
        }
        catch (FileNotFoundException)
        {
            // Another node was quicker.
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("A message that came back stays in the folder, for it cannot be read or moved: {Error}", e.GetType().Name);
            return false;
        }
    }

    private static void Move(FileInfo file, string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(file.DirectoryName ?? "", folder)).FullName;
        File.Move(file.FullName, Path.Combine(target, file.Name), overwrite: true);
    }
}
