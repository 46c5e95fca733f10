using System.Net;
using NodaTime;
using Site.Publishing;
using Site.Staff;
using Site.Tests.MyData;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>The desk says of each value until when it is kept, and shows long answers as they were typed.</summary>
public sealed class KeptUntilTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly TermsHost _site = new() { EnvironmentName = "Development" };

    private StaffBrowser _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _ = _site.Services;
        _desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P16")]
    public async Task EachValue_IsKeptUntilWhatItsOwnNoticeSaid_WhateverIsSaidSince()
    {
        using var client = _site.Prospect();
        (await client.Press(await _site.Letter(client, Alice, ("question", "Erstens:\nWarum?"), ("given-name", "Alice"), ("agree", "newsletter")))).Dispose();
        await _site.Reword("purposes.yml", "30 days after webinar-end", "45 days after webinar-end");
        var until = Dates.Plain((await _site.End() + Duration.FromDays(30)).InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date, Language.German);
        var shown = await Values();
        Assert.Equal($"Erstens:\nWarum?Gespeichert bis {until} (Teilnahme am Webinar)", shown.Single(v => v.StartsWith("Erstens", StringComparison.Ordinal)).ReplaceLineEndings("\n"));
        Assert.Contains($"AliceGespeichert bis {until} (Teilnahme am Webinar), bis zum Widerruf (Newsletter)", shown);

        await _site.Leave(Alice, "/de/widerrufen/");
        Assert.Contains($"AliceGespeichert bis {until} (Teilnahme am Webinar)", await Values());
        var year = _site.Clock.GetCurrentInstant().InUtc().Year + 3;
        Assert.Contains($"{Alice}Gespeichert bis {until} (Teilnahme am Webinar), bis {Dates.Plain(new LocalDate(year, 12, 31), Language.German)}, als Nachweis (Newsletter)", await Values());

        await _site.Leave(Alice, "/de/absagen/");
        Assert.Contains("AliceWird in der nächsten Nacht gelöscht", await Values());
    }

    [Fact, Rule("P16")]
    public async Task WhatIsLeftAsProofAlone_OnlyThePrivacyRoleSees()
    {
        using var client = _site.Prospect();
        (await client.Press(await _site.Letter(client, Alice, ("agree", "newsletter")))).Dispose();
        var staff = await DeskDoor.OpenAs(_site, "emil@wegwarte.example");
        await _site.Leave(Alice, "/de/widerrufen/");
        Assert.Equal((HttpStatusCode.OK, true), await Sees(staff));
        await _site.Leave(Alice, "/de/absagen/");
        Assert.Equal((HttpStatusCode.Forbidden, false), await Sees(staff));
        Assert.Equal((HttpStatusCode.OK, true), await Sees(_desk));
    }

    private async Task<(HttpStatusCode Opened, bool IsListed)> Sees(StaffBrowser desk) =>
        ((await desk.Get(await Path())).Status, (await desk.Get("/admin")).Page.Body?.TextContent.Contains(Alice, StringComparison.Ordinal) == true);

    private async Task<string> Path() => $"/admin/sign-ups/{(await _site.SignUpOf(Alice)).PublicId}?lang=de";

    private async Task<List<string>> Values()
    {
        var page = (await _desk.Get(await Path())).Page;
        return [.. page.QuerySelectorAll("dd.as-typed").Select(d => d.TextContent.Trim())];
    }
}
