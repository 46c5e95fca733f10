using System.Diagnostics;
using System.Text.Json;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Webinars;

/// <summary>ical.js, which shares nothing with what writes calendars, as <c>bin/icalendar</c> runs it.</summary>
internal static class CalendarReader
{
    /// <summary>What it finds in each, in their order. Fails with a sentence where it cannot be run: nothing passes unread.</summary>
    internal static async Task<IReadOnlyList<ReadEntry>> Read(IReadOnlyList<CalendarPart> parts)
    {
        var folder = Directory.CreateTempSubdirectory("calendars-");
        try
        {
            var files = parts.Select((_, i) => Path.Combine(folder.FullName, $"{i}.ics")).ToList();
            foreach (var (part, file) in parts.Zip(files))
            {
                await File.WriteAllTextAsync(file, part.Text, TestContext.Current.CancellationToken);
            }

            using var found = JsonDocument.Parse(await Run(files));
            return [.. files.Select(f => found.RootElement.GetProperty(Path.GetFileName(f)).Deserialize<ReadEntry>(JsonSerializerOptions.Web) ?? throw new InvalidOperationException(f))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> Run(IEnumerable<string> files)
    {
        var start = new ProcessStartInfo(Path.Combine(SiteHost.Repository, "bin", "icalendar"), files) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bin/icalendar does not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"No calendar was read. {await error}");
        return await output;
    }
}

/// <summary>One calendar with its one event, as it was read.</summary>
internal sealed record ReadEntry(
    string Method, string Version, string[] Zones, int Events, string Uid, int Sequence, string Summary, string Description, string Location, string Url,
    string Status, string Stamp, ReadTime Start, ReadTime End, string Organizer, ReadAttendee[] Attendees);

/// <param name="Utc">By the VTIMEZONE in the file.</param>
internal sealed record ReadTime(DateTimeOffset Utc, string Local, string Zone);

internal sealed record ReadAttendee(string To, string? Rsvp);
