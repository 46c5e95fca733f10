using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Declarations;
using Site.Tests.Pages.Receipts;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>A receipt in the Data Privacy Vocabulary: every field of ISO/IEC TS 27560, in the language in which it was agreed to.</summary>
[Rule("C1"), Rule("C2")]
public sealed class ReceiptTermsTests(ReceiptSite site) : IClassFixture<ReceiptSite>
{
    [Fact]
    public async Task EveryTerm_StandsInItsVocabulary_OrIsOurOwn()
    {
        using var receipt = JsonDocument.Parse(await site.Download(await site.Confirmed("terms@beispiel.example", "newsletter")));
        var terms = DpvVocabulary.TermsOf(receipt.RootElement).Distinct().ToList();
        Assert.True(terms.Count > 50, string.Join(' ', terms));
        Assert.All(terms, term => Assert.True(DpvVocabulary.Knows(term), term));
        var context = receipt.RootElement.GetProperty("@context");
        Assert.All(DpvVocabulary.Addresses, a => Assert.Equal(a.Value, context.GetProperty(a.Key).GetString()));
        Assert.Equal("@json", context.GetProperty("evidence").GetProperty("@type").GetString());
    }

    [Fact]
    public async Task TheHeader_SaysSchemaPrincipalNoticeControllerAuthorityJurisdictionAndRights()
    {
        var receipt = await site.Read(await site.Confirmed("header@beispiel.example"));
        var signUp = await site.SignUpOf("header@beispiel.example");
        var principal = await site.InDb(db => db.Set<Site.Prospects.Prospect>().Where(p => p.Id == signUp.ProspectId).Select(p => p.PublicId).SingleAsync());
        Assert.Equal("https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr", Id(receipt["dct:conformsTo"]));
        Assert.Equal(($"{signUp.PublicId}", "de", $"{principal}"), (Text(receipt["dpv:hasIdentifier"]), Text(receipt["dct:language"]), Text(receipt["dpv:hasDataSubject"]?["dpv:hasIdentifier"])));
        Assert.Equal((signUp.NoticeHash, "de"), (Text(receipt["dpv:hasNotice"]?["dct:identifier"]), Text(receipt["dpv:hasNotice"]?["dct:language"])));
        var controller = receipt["dpv:hasDataController"];
        Assert.Equal(("Wegwarte GmbH", "mailto:hallo@wegwarte.example", "Tove Ahlmann"),
            (Text(controller?["dpv:hasName"]), Text(controller?["dpv:hasContact"]), Text(controller?["dpv:hasDataProtectionOfficer"]?["dpv:hasName"])));
        Assert.Equal("Aufsichtsbehörde für den Datenschutz Musterland", Said(receipt["dpv:hasAuthority"]?["dpv:hasName"]));
        Assert.Equal(("loc:EU", "legal-eu:law-GDPR"), (Id(receipt["dpv:hasJurisdiction"]), Id(receipt["dpv:hasApplicableLaw"])));
        Assert.Equal("dpv:WithdrawConsent", Text(receipt["dpv:hasConsentControl"]?["@type"]));
        Assert.EndsWith("/de/datenschutz#right-7-3", Id(receipt["dpv:hasConsentControl"]?["dpv:isExercisedAt"]?[0]), StringComparison.Ordinal);
        Assert.Equal(PrivacyRight.All.Select(r => r.Title[Language.German]), List(receipt["dpv:hasRight"]).Select(r => Said(r["dct:title"]?[0])));
    }

    [Fact]
    public async Task EachPurpose_SaysBasisDataRecipientsStorageProofAndTheVeryWords()
    {
        var receipt = await site.Read(await site.Confirmed("purposes@beispiel.example", "newsletter"));
        var form = await site.With((SiteDb db) => Form("purposes@beispiel.example", db));
        var records = Records(receipt);
        Assert.Equal(form.Purposes.Select(p => p.Key), records.Keys);
        Assert.All(form.Purposes, p => Matches(form, p, records[p.Key]));
        var newsletter = records["newsletter"];
        Assert.Equal(("dpv:ConsentRecord", "eu-gdpr:A6-1-a"), (Text(newsletter["@type"]), Id(newsletter["dpv:hasProcess"]?["dpv:hasLegalBasis"])));
        Assert.Equal(form.Purposes.First(p => p.Key == "newsletter").Consent, Said(newsletter["dpv:hasNotice"]?[1]?["dct:description"]));
        Assert.Contains("3. Kalenderjahres", Said(newsletter["dpv:hasProcess"]?["site:proof"]?["dct:description"]), StringComparison.Ordinal);
        Assert.Equal(["loc:AT", "loc:DE"], List(newsletter["dpv:hasProcess"]?["dpv:hasStorageCondition"]?[1]?["dpv:hasLocation"]).Select(Id));
        Assert.Equal("dpv:DataProcessingRecord", Text(records["webinar"]["@type"]));
    }

    [Fact]
    public async Task EachField_SaysWhetherItWasNeeded_AndWhetherItWasGiven_ButNeverWhat()
    {
        var file = await site.Download(await site.Confirmed("fields@beispiel.example"));
        var fields = List(Records(JsonNode.Parse(file)!)["webinar"]["dpv:hasProcess"]?["dpv:hasPersonalData"]).ToDictionary(f => Text(f["dct:identifier"]) ?? "");
        Assert.Equal(("dpv:Required", true, "pd:EmailAddress"), (Id(fields["email"]["dpv:hasNecessity"]), (bool?)fields["email"]["site:given"], Id(fields["email"]["skos:broader"])));
        Assert.Equal(("dpv:Optional", true), (Id(fields["given-name"]["dpv:hasNecessity"]), (bool?)fields["given-name"]["site:given"]));
        Assert.False((bool?)fields["family-name"]["site:given"]);
        Assert.DoesNotContain("Alice", file, StringComparison.Ordinal);
        Assert.DoesNotContain("fields@beispiel.example", file, StringComparison.Ordinal);
    }

    [Fact, Rule("P7")]
    public async Task EachEvent_SaysStateTypeTimeEntityAndHowLongItHolds_AsItHappens()
    {
        const string Bob = "bob@beispiel.example";
        using var client = site.Prospect();
        var confirm = await site.Letter(client, Bob, ("agree", "newsletter"));
        Assert.Equal(["dpv:ConsentRequested"], await States(Bob, "newsletter"));
        Assert.Equal(["dpv:ConsentRefused"], await States(Bob, "personalisation"));
        Assert.Equal(["dpv:ActivityPlanned"], await States(Bob, "webinar"));
        (await client.Press(confirm)).Dispose();
        await site.Leave(Bob, Place.Withdraw, "newsletter");
        await site.Leave(Bob, Place.Cancel);
        Assert.Equal(["dpv:ConsentRequested", "dpv:ConsentGiven", "dpv:ConsentWithdrawn"], await States(Bob, "newsletter"));
        Assert.Equal(["dpv:ActivityPlanned", "dpv:ActivityOngoing", "dpv:ActivityHalted"], await States(Bob, "webinar"));

        var receipt = await site.Read(await site.Receipt(Bob));
        var given = List(Records(receipt)["newsletter"]["dpv:hasConsentStatus"]).ElementAt(1);
        var payload = JsonNode.Parse(Text(List(receipt["evidence"]?["events"]).First(e => Text(e["act"]) == "Granted")["payload"]) ?? "");
        Assert.Equal((Text(payload?["recordId"]), $"urn:uuid:{payload?["principal"]}"), (Text(given["dct:identifier"]), Id(given["dpv:isIndicatedBy"])));
        Assert.Equal("dpv:ExpressedConsent", Text(given["@type"]?[1]));
        Assert.StartsWith("2026-03-02T", Text(given["dpv:isIndicatedAtTime"]?["@value"]), StringComparison.Ordinal);
        Assert.Equal("bis zum Widerruf", Said(given["dpv:hasDuration"]?["dct:description"]));
    }

    [Fact, Rule("P13")]
    public async Task CancellingANewsletterItself_TakesTheConsentBack()
    {
        const string Carol = "carol@beispiel.example";
        using var client = site.Prospect();
        (await client.SignUp("/de/newsletter", Carol)).Dispose();
        (await client.Press((await site.Mail.WaitForMailTo(Carol)).Link("/de/bestaetigen/"))).Dispose();
        await site.Leave(Carol, Place.Cancel);
        Assert.Equal(["dpv:ConsentRequested", "dpv:ConsentGiven", "dpv:ConsentWithdrawn"], await States(Carol, "newsletter"));
    }

    [Fact]
    public async Task TheSameReceipt_IsTheSameBytes()
    {
        var link = await site.Confirmed("same@beispiel.example", "newsletter");
        Assert.Equal(await site.Download(link), await site.Download(link));
    }

    private static void Matches(Form form, FormPurpose purpose, JsonNode record)
    {
        var process = record["dpv:hasProcess"];
        Assert.Equal((purpose.Title, purpose.What), (Said(process?["dpv:hasPurpose"]?["dct:title"]), Said(process?["dpv:hasPurpose"]?["dct:description"])));
        Assert.Equal(form.Fields.Where(f => f.Purposes.Contains(purpose.Key)).Select(f => f.Key), List(process?["dpv:hasPersonalData"]).Select(f => Text(f["dct:identifier"])));
        Assert.Equal(purpose.Recipients.Select(r => r.Name), List(process?["dpv:hasRecipient"]).Select(r => Text(r["dpv:hasName"])));
        Assert.Equal(Wording.Kept(purpose.Retention, form.In), Said(process?["dpv:hasStorageCondition"]?[0]?["dpv:hasDuration"]?["dct:description"]?[0]));
    }

    private async Task<Form> Form(string address, SiteDb db)
    {
        var hash = (await site.SignUpOf(address)).NoticeHash;
        return (await db.Set<Notice>().SingleAsync(n => n.Hash == hash)).Form;
    }

    private async Task<IEnumerable<string?>> States(string address, string purpose)
    {
        var record = Records(await site.Read(await site.Receipt(address)))[purpose];
        return List(record["dpv:hasConsentStatus"] ?? record["dpv:hasActivityStatus"]).Select(s => s["@type"] is JsonArray types ? Text(types[0]) : Text(s["@type"]));
    }

    private static Dictionary<string, JsonNode> Records(JsonNode receipt) =>
        List(receipt["dpv:hasRecordOfActivity"]).ToDictionary(r => Text(r["dpv:hasProcess"]?["dpv:hasPurpose"]?["dct:identifier"]) ?? "");

    private static IEnumerable<JsonNode> List(JsonNode? list) => list?.AsArray().OfType<JsonNode>() ?? [];

    private static string? Text(JsonNode? node) => (string?)node;

    private static string? Id(JsonNode? node) => Text(node?["@id"]);

    private static string? Said(JsonNode? node) => Text(node?["@value"]);
}
