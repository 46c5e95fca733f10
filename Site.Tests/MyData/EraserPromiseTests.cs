using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.MyData;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.MyData;

/// <summary>Whatever a form declares and whatever became of it: left is what <see cref="Promise"/> says, and nothing is overdue.</summary>
public sealed class EraserPromiseTests(SiteHost site) : IClassFixture<SiteHost>
{
    private const string Slug = "any";

    [Fact, Rule("P12"), Rule("P15"), Rule("P16")]
    public Task WhateverWasDeclaredAndDone_LeftIsWhatIsStillNeeded() => Scenario.Any.SampleAsync(
        async scenario =>
        {
            site.Clock.Reset(Scenario.At(scenario.Now));
            await site.InDb(db => Store(db, scenario));
            var run = await site.With((Eraser e) => e.Run());
            Assert.True(run.Overdue.IsNone);
            Assert.Equal(Promise.Left(scenario).Distinct().Order(StringComparer.Ordinal), (await site.InDb(Left)).Order(StringComparer.Ordinal));
        }, iter: 100, threads: 1);

    private async Task Store(SiteDb db, Scenario scenario)
    {
        await db.Set<SignUp>().ExecuteDeleteAsync();
        await db.Set<Basis>().ExecuteDeleteAsync();
        await db.Set<Prospect>().ExecuteDeleteAsync();
        await db.Set<Schedule>().Where(w => w.Slug == Slug).ExecuteDeleteAsync();
        var notice = Notice.Of(Form(scenario), "");
        if (!await db.Set<Notice>().AnyAsync(n => n.Hash == notice.Hash))
        {
            db.Add(notice);
        }

        db.Add(Webinar(scenario));
        var people = scenario.SignUps.Select(s => s.Person).Distinct().ToDictionary(p => p, Person);
        for (var i = 0; i < scenario.SignUps.Count; i++)
        {
            Add(db, scenario, i, people[scenario.SignUps[i].Person], notice.Hash);
        }

        await db.SaveChangesAsync();
    }

    private static Schedule Webinar(Scenario scenario)
    {
        var start = Scenario.At(scenario.WebinarEnd) - Duration.FromMinutes(45);
        return new Schedule { Slug = Slug, Uid = Guid.NewGuid(), LocalStart = start.InUtc().LocalDateTime, Zone = "UTC", Minutes = 45, StartsAt = start, AnnouncedAt = Scenario.Day };
    }

    private static Prospect Person(int number) => new()
    {
        PublicId = Guid.NewGuid(),
        Address = $"{number}@beispiel.example",
        AddressKey = $"{number}@beispiel.example",
        FirstSeenAt = Scenario.Day,
        LastSeenAt = Scenario.Day,
    };

    private static void Add(SiteDb db, Scenario scenario, int number, Prospect person, string notice)
    {
        var drawn = scenario.SignUps[number];
        var signUp = new SignUp
        {
            PublicId = new Guid(number, 0, 0, new byte[8]),
            ProspectId = 0,
            Prospect = person,
            Form = $"webinar/{Slug}",
            Language = "de",
            NoticeHash = notice,
            RequestedAt = Scenario.At(drawn.Requested),
            ConfirmBy = Scenario.At(drawn.Requested),
            ConfirmedAt = drawn.Confirmed is { } confirmed ? Scenario.At(confirmed) : null,
            // One person may have sent it often; only the bases count.
            ReplacedAt = Scenario.Day,
            Answers = [.. Enumerable.Range(1, scenario.Fields.Count - 1).Select(f => new Answer { Field = $"field{f}", Value = $"{number} field{f}" })],
        };
        db.Add(signUp);
        db.AddRange(drawn.Bases.Index().Where(b => Promise.IsThere(scenario.Purposes[b.Index], b.Item)).Select(b => new Basis
        {
            ProspectId = 0,
            Prospect = person,
            Submission = signUp.PublicId,
            Purpose = $"purpose{b.Index}",
            IsConsent = scenario.Purposes[b.Index].IsConsent,
            NoticeHash = notice,
            RequestedAt = signUp.RequestedAt,
            LiveFrom = b.Item.IsLive ? signUp.RequestedAt : null,
            EndedAt = b.Item.Ended is { } ended ? Scenario.At(ended) : null,
        }));
    }

    // A live form, with other fields and purposes.
    private Form Form(Scenario scenario)
    {
        var form = site.Services.GetRequiredService<Notices>().Find("webinar/ask-first", Language.German)?.Form ?? throw new InvalidOperationException();
        return form with
        {
            Fields = [.. scenario.Fields.Select((mask, i) => form.Fields[i == 0 ? 0 : 1] with { Key = i == 0 ? "email" : $"field{i}", Purposes = Served(mask) })],
            Purposes = [.. scenario.Purposes.Select((p, i) => form.Purposes[0] with
            {
                Key = $"purpose{i}", Basis = p.IsConsent ? LegalBasis.Consent : LegalBasis.Contract, HasBox = p.HasBox, Retention = p.Retention, ProofYears = p.ProofYears,
            })],
        };
    }

    private static IReadOnlyList<string> Served(int mask) => [.. Enumerable.Range(0, 8).Where(p => (mask & 1 << p) != 0).Select(p => $"purpose{p}")];

    // The values and the ids carry the numbers.
    private static async Task<List<string>> Left(SiteDb db)
    {
        var answers = await db.Set<Answer>().Select(a => a.Value).ToListAsync();
        var signUps = await db.Set<SignUp>().Select(s => s.PublicId).ToListAsync();
        var people = await db.Set<Prospect>().Select(p => p.Address).ToListAsync();
        var bases = await db.Set<Basis>().Select(b => new { b.Submission, b.Purpose }).ToListAsync();
        return [.. answers, .. bases.Select(b => $"{BitConverter.ToInt32(b.Submission.ToByteArray())} {b.Purpose}"), .. signUps.Select(id => $"{BitConverter.ToInt32(id.ToByteArray())}"), .. people.Select(a => $"person {a.Split('@')[0]}")];
    }
}
