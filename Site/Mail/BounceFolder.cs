using Microsoft.Extensions.Options;
using NodaTime;

namespace Site.Mail;

/// <summary>
/// Reads what came back from a folder. A report about a letter of ours is deleted once what follows from it is stored: it usually brings the whole letter back,
/// address and links included. Anything else goes on into the folder <c>unknown</c>, for people, and is deleted there after a week. May run twice at once.
/// </summary>
public sealed class BounceFolder(Bounces bounces, IOptions<BounceOptions> options, IClock clock, ILogger<BounceFolder> log)
{
    private const int MostAtOnce = 1000;
    private const string Unknown = "unknown";

    // Whoever writes a file may not be done with it.
    private static readonly Duration _whole = Duration.FromMinutes(1);
    private static readonly Duration _kept = Duration.FromDays(7);

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

            Clear(new DirectoryInfo(Path.Combine(folder, Unknown)));
        }

        return read;
    }

    private async Task<bool> Read(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            var known = file.Length <= BounceReport.MaxBytes && await bounces.Take(await File.ReadAllBytesAsync(file.FullName, cancellationToken), cancellationToken);
            if (known)
            {
                file.Delete();
            }
            else if (IsOlderThan(_whole, file))
            {
                Move(file);
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

    private static void Move(FileInfo file)
    {
        var target = Directory.CreateDirectory(Path.Combine(file.DirectoryName ?? "", Unknown)).FullName;
        File.Move(file.FullName, Path.Combine(target, file.Name), overwrite: true);
    }

    private void Clear(DirectoryInfo unknown)
    {
        foreach (var file in unknown.Exists ? unknown.EnumerateFiles("*.eml").Where(f => IsOlderThan(_kept, f)).ToList() : [])
        {
            file.Delete();
        }
    }

    private bool IsOlderThan(Duration age, FileInfo file) => Instant.FromDateTimeUtc(file.LastWriteTimeUtc) <= clock.GetCurrentInstant() - age;
}
