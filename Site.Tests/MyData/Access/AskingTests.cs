using System.Net;
using Microsoft.EntityFrameworkCore;
using Site.Declarations;
using Site.Mail;
using Site.MyData.Access;
using Site.Publishing;
using Site.Tests.Prospects;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData.Access;

/// <summary>Asking for the link to one's own data.</summary>
public sealed class AskingTests(ListeningHost site) : IClassFixture<ListeningHost>
{
    [Fact, Rule("S3"), Rule("P14")]
    public async Task KnownOrNot_TheAnswerAndTheStatementsAreTheSame_AndOnlyTheKnownGetALetter()
    {
        using var client = site.Prospect();
        await site.Letter(client, "known@beispiel.example");
        using var unknown = await client.SignUp(OwnData.Ask, "stranger@beispiel.example");
        using var known = await client.SignUp(OwnData.Ask, "Known@Beispiel.example");
        Assert.Equal((unknown.StatusCode, unknown.Headers.Location), (known.StatusCode, known.Headers.Location));
        Assert.Equal(await unknown.Body(), await known.Body());
        await site.Mail.WaitFor(m => OwnData.IsLink(m, "known@beispiel.example"));
        await Patience.Until(() => site.InDb(async db => !await db.Set<AccessRequest>().AnyAsync()));
        Assert.DoesNotContain(site.Mail.Received, m => m.IsTo("stranger@beispiel.example"));
        Assert.Equal(await Heard("known@beispiel.example"), await Heard("stranger@beispiel.example"));
    }

    [Fact, Rule("M7")]
    public async Task ThirtyTwoRequestsAtOnce_SendAsManyLettersAsAnAddressMayGet_AndAllAreAnswered()
    {
        const string Alice = "flooded@beispiel.example";
        using var client = site.Prospect();
        await site.Letter(client, Alice);
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            using var answer = await client.SignUp(OwnData.Ask, Alice);
            return answer.StatusCode;
        }));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.SeeOther, status));
        await Patience.Until(() => site.InDb(async db => !await db.Set<AccessRequest>().AnyAsync() && await Letters(db, Alice).CountAsync(o => o.SentAt != null) == 3));
        Assert.Equal(29, await site.InDb(db => Letters(db, Alice).CountAsync(o => o.WithheldReason == WithheldReason.RecipientLimit)));
        Assert.Equal(3, site.Mail.Received.Count(m => OwnData.IsLink(m, Alice)));
    }

    [Theory, Rule("A2")]
    [InlineData("", "E-Mail-Adresse")]
    [InlineData("no address", "E-Mail-Adresse")]
    public async Task WithoutAnAddress_ThePageSaysWhatToDo_AndNothingIsStored(string typed, string named)
    {
        using var client = site.Prospect();
        using var answer = await client.SignUp(OwnData.Ask, typed);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Body();
        Assert.Contains("<title>Fehler: Meine Daten", page, StringComparison.Ordinal);
        Assert.Contains(named, page, StringComparison.Ordinal);
        Assert.False(await site.InDb(db => db.Set<AccessRequest>().AnyAsync(r => r.AddressKey == typed)));
    }

    [Fact, Rule("P5")]
    public async Task BesideTheField_StandsWhatForAndHowLong_AsInThePrivacyNotice()
    {
        using var client = site.Prospect();
        var page = await client.Page(OwnData.Ask);
        var note = page.QuerySelector("#access-email-note")?.TextContent ?? "";
        Assert.Contains("Dorthin schicken wir den Link", note, StringComparison.Ordinal);
        Assert.Contains("bis 1\u00A0Tag nach dem Absenden", note, StringComparison.Ordinal);
        Assert.Contains("gesetzliche Pflicht, Art. 6 Abs. 1 lit. c DSGVO", note, StringComparison.Ordinal);
        Assert.Contains("Auskunft", (await client.Page("/de/datenschutz")).QuerySelector("#p-access")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact, Rule("M4")]
    public async Task ARequestThatCannotBeAnswered_HoldsUpNobodyElse_AndGoesAfterADay()
    {
        using var client = site.Prospect();
        await site.Letter(client, "stuck@beispiel.example");
        await site.Letter(client, "next@beispiel.example");
        await site.InDb(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER Stuck BEFORE INSERT ON Outbox WHEN NEW.Language = 'en' AND NEW.Kind = 15 BEGIN SELECT RAISE(ABORT, 'stuck'); END", TestContext.Current.CancellationToken));
        (await client.SignUp("/en/my-data", "stuck@beispiel.example")).Dispose();
        await site.LinkFor(client, "next@beispiel.example");
        Assert.Equal(1, await site.InDb(db => db.Set<AccessRequest>().CountAsync()));
        await site.InDb(db => db.Set<AccessRequest>().ExecuteUpdateAsync(u => u.SetProperty(r => r.At, SiteHost.Beginning - NodaTime.Duration.FromDays(1))));
        await site.With(async (AccessRequests requests) =>
        {
            await requests.Answer(TestContext.Current.CancellationToken);
            return true;
        });
        Assert.Equal(0, await site.InDb(db => db.Set<AccessRequest>().CountAsync()));
        await site.InDb(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Stuck", TestContext.Current.CancellationToken));
    }

    [Fact, Rule("S4")]
    public async Task TheKeptCopyOfTheLetter_HasNoLinkThatOpensAnything_AndTheDatabaseHasOnlyItsHash()
    {
        const string Alice = "copied@beispiel.example";
        using var client = site.Prospect();
        await site.Letter(client, Alice);
        var token = (await site.LinkFor(client, Alice))[OwnData.Opening.Length..];
        var person = (await site.SignUpOf(Alice)).PublicId;
        await Patience.Until(() => site.InDb(db => db.Set<LetterCopy>().AnyAsync(c => c.Submission == person && c.Kind == LetterKind.Access)));
        var copy = await site.InDb(db => db.Set<LetterCopy>().SingleAsync(c => c.Submission == person && c.Kind == LetterKind.Access));
        var message = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(copy.Message()), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(token, message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(token, message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(OwnData.Opening + new string('.', token.Length), message.TextBody, StringComparison.Ordinal);
        Assert.Equal(43, token.Length);
    }

    private static IQueryable<OutboxRow> Letters(Site.Data.SiteDb db, string address) => db.Set<OutboxRow>().Where(o => o.Prospect!.AddressKey == address && o.Kind == LetterKind.Access);

    private Task<IReadOnlyList<string>> Heard(string address) =>
        ListeningHost.Hear(() => site.With(async (AccessRequests requests) =>
        {
            await requests.Put(EmailAddress.Read(address)!, Language.German);
            return true;
        }));
}
