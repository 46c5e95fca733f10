using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Tests.Declarations;
using Site.Tests.Journeys;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>A form with three boxes: each is a decision of its own, stored by itself and taken back by itself, whatever became of the others.</summary>
public sealed class EachConsentTests(EveryTypeHost site) : IClassFixture<EveryTypeHost>
{
    private static readonly string[] _boxes = ["newsletter", "personalisation", "catering"];

    public static readonly MatrixTheoryData<bool, bool, bool> Subsets = new([false, true], [false, true], [false, true]);

    public static readonly MatrixTheoryData<string, bool> OneTakenBack = new(_boxes, [false, true]);

    [Theory, Rule("P2")]
    [InlineData(EveryTypeHost.German)]
    [InlineData(EveryTypeHost.English)]
    public async Task EveryPurposeAndChannel_HasOneBox_WithWordsOfItsOwn(string path)
    {
        var (_, page) = await site.Send(path, "nobody");
        var asked = site.Form(path).Boxes.ToList();
        Assert.Equal(_boxes, asked.Select(b => b.Key));
        Assert.Equal(asked.Count, asked.Select(b => (b.Title, b.Channel)).Distinct().Count());
        var boxes = page.QuerySelectorAll($"[name={FormInput.AgreeKey}]").ToList();
        Assert.Equal(asked.Select(b => b.Key), boxes.Select(b => b.GetAttribute("value")));
        Assert.All(boxes, b => Assert.Equal("checkbox", b.GetAttribute("type")));
        Assert.Equal(asked.Select(b => b.Consent), boxes.Select(b => page.GetElementById($"{b.Id}-consent")?.TextContent));
    }

    [Theory, MemberData(nameof(Subsets)), Rule("P2"), Rule("P7"), Rule("P8")]
    public async Task WhatIsTicked_IsStoredBoxByBox_AndNothingElse(bool newsletter, bool personalisation, bool catering)
    {
        using var client = site.Prospect();
        var address = NewAddress();
        var ticked = _boxes.Zip([newsletter, personalisation, catering]).Where(b => b.Second).Select(b => b.First).ToList();
        var confirm = await site.Requests(client, address, more: Agree(ticked));
        Assert.Equal(ticked.Order(), (await Consents(address)).Select(b => b.Purpose).Order());
        Assert.All(await Consents(address), b => Assert.Null(b.LiveFrom));
        Assert.Equal(_boxes.Select(b => (b, ticked.Contains(b))).Order(), (await StatesInTheEvidence(address)).Order());

        (await client.Press(confirm)).Dispose();
        Assert.Equal(ticked.Order(), (await Live(address)).Order());
    }

    // In this order and in the reverse, so that no withdrawal leans on one before it.
    [Theory, MemberData(nameof(OneTakenBack)), Rule("P2"), Rule("P13")]
    public async Task EachConsent_HasAWayOutOfItsOwn_ThatEndsThatOneOnly(string purpose, bool othersFirst)
    {
        using var client = site.Prospect();
        var address = NewAddress();
        await site.Confirms(client, address, more: Agree(_boxes));
        var given = _boxes.ToList();
        foreach (var next in othersFirst ? _boxes.Except([purpose]).Append(purpose) : [purpose])
        {
            Assert.Equal(given.Count, await WaysOut(address));
            await site.Withdraws(client, address, next);
            given.Remove(next);
            Assert.Equal(given.Order(), (await Live(address)).Order());
            Assert.Equal(given.Count, await WaysOut(address));
        }

        Assert.Contains(await site.BasesOf(address), b => b is { Purpose: "webinar", EndedAt: null, LiveFrom: not null });
        Assert.Equal(_boxes.Length - given.Count, (await site.ActsOf(address)).Count(a => a == Act.Withdrawn));
    }

    private static string NewAddress() => $"each-{Guid.NewGuid():N}@beispiel.example";

    private static (string, string)[] Agree(IEnumerable<string> boxes) => [.. boxes.Select(b => (FormInput.AgreeKey, b))];

    private async Task<List<Basis>> Consents(string address) => [.. (await site.BasesOf(address)).Where(b => b.IsConsent)];

    private async Task<IEnumerable<string>> Live(string address) => (await Consents(address)).Where(b => b is { LiveFrom: not null, EndedAt: null }).Select(b => b.Purpose);

    // Links to withdraw in a letter of today, each with a token of its own; the other link cancels the registration.
    private async Task<int> WaysOut(string address)
    {
        var stops = (await site.Written(address, LetterKind.Welcome))?.Stops.Where(s => s.Url.Contains("/widerrufen/", StringComparison.Ordinal)).ToList() ?? [];
        Assert.Equal(stops.Count, stops.Select(s => s.Text).Distinct().Count());
        return stops.Select(s => s.Url).Distinct().Count();
    }

    private async Task<IEnumerable<(string, bool)>> StatesInTheEvidence(string address)
    {
        var id = (await site.SignUpOf(address)).PublicId;
        var bytes = await site.InDb(db => db.Set<Payload>().Where(p => p.About == id && p.Event.Act == Act.Requested).Select(p => p.Bytes).SingleAsync());
        var boxes = JsonDocument.Parse(bytes).RootElement.GetProperty("record").GetProperty("boxes");
        return [.. boxes.EnumerateObject().Select(b => (b.Name, b.Value.GetBoolean()))];
    }
}
