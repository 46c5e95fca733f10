using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.SignUps;

namespace Site.MyData;

/// <summary>How much should have gone by now and is still there, and how many submissions nobody can judge because their notice cannot be read.</summary>
public sealed record Overdue(int Values, int Submissions, int Unreadable)
{
    /// <summary>Services that have ended and that the site still has rows about.</summary>
    public int Services { get; init; }

    [JsonIgnore]
    public bool IsNone => this is { Values: 0, Submissions: 0, Unreadable: 0, Services: 0 };
}

/// <summary>What one run of the <see cref="Eraser"/> erased: answers, whole submissions, people; and what it left.</summary>
public sealed record RetentionRun([property: JsonIgnore] Instant At, int Values, int Submissions, int People, Overdue Overdue);

/// <summary>The last run, null if there was none; <paramref name="IsWorrying"/> if none was when one should have been, or something was left that should have gone.</summary>
public sealed record LastRetention(RetentionRun? Run, bool IsWorrying);

/// <summary>The runs of the <see cref="Eraser"/>, kept in the evidence: that retention was kept each night can be proved like everything else. About nobody.</summary>
public sealed class RetentionRuns(SiteDb db, EvidenceLog evidence, IClock clock)
{
    // One night may be missed, by a restart or a clock change; two somebody has to hear about.
    private static readonly Duration _late = Duration.FromDays(2);

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    internal Task Record(RetentionRun run)
    {
        evidence.Append(Act.RetentionRun, subject: null, about: null, run);
        return db.SaveChangesAsync();
    }

    public async Task<LastRetention> Last()
    {
        var now = clock.GetCurrentInstant();
        var late = now - _late;
        var last = await db.Set<Payload>().Where(p => p.About == null && p.Event.Act == Act.RetentionRun).OrderByDescending(p => p.EventId)
            .Select(p => new { p.Event.At, p.Bytes }).FirstOrDefaultAsync();
        if (last is null)
        {
            return new LastRetention(null, IsWorrying: await db.Set<SignUp>().AnyAsync(s => s.RequestedAt < late));
        }

        var run = Read(last.Bytes) with { At = last.At };
        return new LastRetention(run, last.At < late || last.At > now || !run.Overdue.IsNone);
    }

    private static RetentionRun Read(byte[] payload)
    {
        using var envelope = JsonDocument.Parse(payload);
        return envelope.RootElement.GetProperty("record").Deserialize<RetentionRun>(_json) ?? throw new JsonException("A run of the eraser was recorded without its figures.");
    }
}
