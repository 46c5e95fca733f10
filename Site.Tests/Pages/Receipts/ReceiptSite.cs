using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Publishing;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Pages.Receipts;

/// <summary>A site whose people keep their receipts. A checkpoint is published whenever a test wants one.</summary>
public sealed class ReceiptSite : SiteHost
{
    private readonly Lazy<Task<string>> _proven;

    public ReceiptSite()
    {
        Settings["Evidence:Publish"] = "00:00:01";
        _proven = new(() => MakeProven("judy@beispiel.example", "newsletter"));
    }

    /// <summary>The file of somebody who signed up with the newsletter and confirmed, with its proof; for tests that only change their copy.</summary>
    public Task<string> Proven => _proven.Value;

    /// <summary>The file of somebody who has just confirmed, with its proof.</summary>
    public async Task<string> MakeProven(string address, params string[] boxes)
    {
        var link = await Confirmed(address, boxes);
        await Publish();
        return await Download(link);
    }

    /// <summary>Seals everything up to now and publishes it.</summary>
    public async Task Publish()
    {
        Clock.Advance(Duration.FromSeconds(2));
        Assert.True((await With((Sealer s) => s.Seal()))?.IsPublic);
    }

    /// <summary>Signs up for the webinar with these boxes ticked and confirms; gives the path of the receipt.</summary>
    public async Task<string> Confirmed(string address, params string[] boxes)
    {
        using var client = Prospect();
        using var confirmed = await client.Press(await this.Letter(client, address, [("given-name", "Alice"), .. boxes.Select(b => ("agree", b))]));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        return await Receipt(address);
    }

    /// <summary>As the link in the latest letter to this person has it.</summary>
    public async Task<string> Receipt(string address, Language? language = null) =>
        Addresses.Path(Place.Receipt, language ?? Language.German, await Token(address, LetterAct.Receipt));

    /// <summary>What the link in the latest letter to this person would carry.</summary>
    public async Task<string> Token(string address, LetterAct act, string? purpose = null)
    {
        var letter = await InDb(db => db.Set<OutboxRow>().Where(o => o.Prospect!.AddressKey == address).OrderBy(o => o.Id).Select(o => o.PublicId).LastAsync());
        return await With((LetterTokens t) => Task.FromResult(t.Write(letter, act, purpose)));
    }

    /// <summary>Presses the button of a way out.</summary>
    public async Task<string> Leave(string address, Place place, string? purpose = null)
    {
        using var client = Prospect();
        using var left = await client.Press(Addresses.Path(place, Language.German, await Token(address, place == Place.Cancel ? LetterAct.Cancel : LetterAct.Withdraw, purpose)));
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        return WebUtility.HtmlDecode(await left.Body());
    }

    /// <summary>The file that the page gives.</summary>
    public async Task<string> Download(string receipt)
    {
        using var client = Prospect();
        return await client.GetStringAsync($"{receipt}?download", TestContext.Current.CancellationToken);
    }

    /// <summary>The file, read, to be changed.</summary>
    public async Task<JsonNode> Read(string receipt) => JsonNode.Parse(await Download(receipt)) ?? throw new InvalidOperationException("nothing");
}
