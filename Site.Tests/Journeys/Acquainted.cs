using System.Net;
using Microsoft.EntityFrameworkCore;
using Site.Evidence;
using Site.Journeys;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>People whom the site knows because they came themselves, and what it makes of that.</summary>
internal static class Acquainted
{
    internal const string Webinar = "/de/webinare/ask-first";

    /// <summary>Signs up and gives the path of the confirmation link, without waiting for the letter.</summary>
    internal static async Task<string> Requests(this SiteHost site, HttpClient client, string address, string path = Webinar, params (string, string)[] more)
    {
        using var response = await client.SignUp(path, address, more);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var row = await site.InDb(db => db.Set<OutboxRow>().AsNoTracking()
            .Where(o => o.Prospect!.AddressKey == address && o.Kind == LetterKind.Confirmation).OrderBy(o => o.Id).LastAsync());
        return await site.Path(row, Place.Confirm, LetterAct.Confirm);
    }

    /// <summary>Signs up, confirms, and gives the path of the confirmation link. What the button leads to is what the link shows from then on.</summary>
    internal static async Task<string> Confirms(this SiteHost site, HttpClient client, string address, string path = Webinar, params (string, string)[] more)
    {
        var link = await site.Requests(client, address, path, more);
        using var confirmed = await client.Press(link);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal(await client.Page(link), WebUtility.HtmlDecode(await confirmed.Body()));
        return link;
    }

    /// <summary>Takes the way out of one consent that the latest letter to this person carries.</summary>
    internal static async Task Withdraws(this SiteHost site, HttpClient client, string address, string purpose)
    {
        var row = await site.InDb(db => db.Set<OutboxRow>().AsNoTracking().Where(o => o.Prospect!.AddressKey == address).OrderBy(o => o.Id).LastAsync());
        using var withdrawn = await client.Press(await site.Path(row, Place.Withdraw, LetterAct.Withdraw, purpose));
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
    }

    /// <summary>How each withdrawal of this person was done, as the evidence says.</summary>
    internal static async Task<List<string?>> WithdrawnBy(this SiteHost site, string address)
    {
        var said = await site.InDb(db => db.Set<Payload>().Where(p => p.Event.Act == Act.Withdrawn && db.Set<Site.Prospects.Prospect>().Any(x => x.AddressKey == address && x.PublicId == p.Subject)).Select(p => p.Bytes).ToListAsync());
        return [.. said.Select(b => System.Text.Json.JsonDocument.Parse(b).RootElement.GetProperty("record").GetProperty("by").GetString())];
    }

    internal static async Task<Known> KnownOf(this SiteHost site, string address)
    {
        var id = await site.InDb(db => db.Set<Site.Prospects.Prospect>().Where(p => p.AddressKey == address).Select(p => p.Id).SingleAsync());
        return await site.With<Acquaintance, Known>(a => a.With(id, TestContext.Current.CancellationToken));
    }

    /// <summary>A letter about this person's latest sign-up, written as the postman has it written; null where there is nothing to write.</summary>
    internal static async Task<Letter?> Written(this SiteHost site, string address, LetterKind kind)
    {
        var signUp = await site.InDb(db => db.Set<SignUp>().AsNoTracking().Where(s => s.Prospect!.AddressKey == address).OrderBy(s => s.Id).LastAsync());
        var now = site.Clock.GetCurrentInstant();
        var row = new OutboxRow
        {
            PublicId = Guid.NewGuid(),
            Kind = kind,
            DedupKey = "",
            Occasion = "",
            ProspectId = signUp.ProspectId,
            Submission = signUp.PublicId,
            Purpose = signUp.MainPurpose,
            Language = signUp.Language,
            CreatedAt = now,
            DueAt = now,
        };
        return await site.With<IEnumerable<ILetterComposer>, Letter?>(all => all.Single(c => c.Composes(kind)).Compose(row, TestContext.Current.CancellationToken));
    }

    internal static async Task<string> Page(this HttpClient client, string path) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(path, TestContext.Current.CancellationToken));

    private static Task<string> Path(this SiteHost site, OutboxRow row, Place place, LetterAct act, string? purpose = null) =>
        site.With<LetterTokens, string>(t => Task.FromResult(Addresses.Path(place, Language.Of(row.Language), t.Write(row.PublicId, act, purpose))));
}
