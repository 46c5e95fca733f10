using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Site.Evidence;

/// <summary>
/// What was ended or erased at somebody's wish, kept outside the database so that a restored backup can be told (rules P13, P15): plain text in
/// <c>Evidence__Folder/erasures</c>, random ids only. Each process writes files of its own, one a day, so that no two share a handle.
/// </summary>
public sealed class ErasureJournal(IOptions<EvidenceOptions> options, ILogger<ErasureJournal> log)
{
    private readonly Lock _turn = new();
    private (LocalDate Day, string File) _own;

    private string Folder => Path.Combine(options.Value.Folder ?? throw new InvalidOperationException("Evidence__Folder was not read yet."), "erasures");

    /// <summary>
    /// Writes the entries through to the disk. Call it as the last thing before the commit: what is journalled and was not committed is only done when a backup
    /// is restored, and had been asked for; no erasure is committed that is not journalled.
    /// </summary>
    /// <exception cref="JournalException">It cannot be written; the caller's transaction must not commit.</exception>
    public void Write(IReadOnlyCollection<JournalEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        lock (_turn)
        {
            try
            {
                Append(entries);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Half a line may stand there now: it is never gone on from.
                _own = default;
                throw new JournalException($"The erasure journal in {Folder} cannot be written ({e.Message}), so nothing was erased: see that there is room, and that the site's account may write there.", e);
            }
        }
    }

    /// <summary>
    /// Writes entries of what a person ended: nobody has to wait for a disk with that (Art. 7 (3) GDPR, rule P13). Where they cannot be written it is an alarm: a
    /// backup that is restored would not know of them.
    /// </summary>
    public void WriteOrAlarm(IReadOnlyCollection<JournalEntry> entries)
    {
        try
        {
            Write(entries);
        }
        catch (JournalException e)
        {
            log.LogCritical("Withdrawals ({Count}) are not in the erasure journal, and a restored backup would not know of them: {Error}", entries.Count, e.InnerException?.Message);
        }
    }

    /// <summary>Reads the files of all processes. A last line without its end was torn by a crash: what it tells of was never committed.</summary>
    public JournalReading Read()
    {
        var (entries, faults) = (new List<JournalEntry>(), new List<string>());
        foreach (var file in Files())
        {
            foreach (var (line, number) in File.ReadAllText(file).Split('\n')[..^1].Select((line, i) => (line, i + 1)))
            {
                if (JournalEntry.Parse(line) is { } entry)
                {
                    entries.Add(entry);
                }
                else
                {
                    faults.Add($"{file}, line {number}, is no entry of the erasure journal: restore the file from a copy of the folder.");
                }
            }
        }

        return new JournalReading([.. entries.OrderBy(e => e.At).ThenBy(e => e.Act)], faults);
    }

    /// <summary>Deletes the files of days that were over before <paramref name="before"/>. Returns how many.</summary>
    internal int Forget(Instant before)
    {
        var old = Files().Where(f => DayOf(f) is { } day && day.PlusDays(1).AtMidnight().InUtc().ToInstant() <= before).ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }

    private void Append(IReadOnlyCollection<JournalEntry> entries)
    {
        var day = entries.First().At.InUtc().Date;
        _own = _own.File is null || _own.Day != day ? (day, Path.Combine(Folder, $"{LocalDatePattern.Iso.Format(day)}-{Guid.NewGuid():N}.txt")) : _own;
        Directory.CreateDirectory(Folder);
        using var file = new FileStream(_own.File, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(entries.Select(e => $"{e.Line}\n"))));
        file.Flush(flushToDisk: true);
    }

    private IEnumerable<string> Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal) : [];

    private static LocalDate? DayOf(string file) =>
        Path.GetFileName(file) is { Length: > 10 } name && LocalDatePattern.Iso.Parse(name[..10]) is { Success: true } day ? day.Value : null;
}
