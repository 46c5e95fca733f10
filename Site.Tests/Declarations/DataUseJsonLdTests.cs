using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

[Rule("C1"), Rule("C2")]
public sealed class DataUseJsonLdTests(DeclaredHost site) : IClassFixture<DeclaredHost>
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryTerm_StandsInItsVocabulary_OrIsOurOwn()
    {
        var root = await Document();
        var context = root.GetProperty("@context").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString());
        Assert.All(DpvVocabulary.Addresses, v => Assert.Equal(v.Value, context[v.Key]));
        Assert.Equal($"{site.Settings["Site:PublicUrl"]}/.well-known/data-use.json#", context["site"]);
        var terms = DpvVocabulary.TermsOf(root).Distinct().ToList();
        Assert.True(terms.Count > 50, string.Join(' ', terms));
        Assert.All(terms, term => Assert.True(DpvVocabulary.Knows(term), term));
    }

    [Fact]
    public async Task EveryPurposeAndField_Appears_WithTheFactsOfTheForm()
    {
        var root = await Document();
        var use = site.Use;
        var fields = Nodes(root, "dpv:hasPersonalData");
        foreach (var declared in use.Fields)
        {
            var field = fields[$"site:field-{declared.Id}"];
            Assert.Equal(declared.Field.Required ? "dpv:Required" : "dpv:Optional", field.GetProperty("dpv:hasNecessity").GetProperty("@id").GetString());
            Assert.All(Language.All, l => Assert.Equal(declared.Field.Words[l].Why, In(field.GetProperty("dct:description"), l)));
        }

        var processes = Nodes(root, "dpv:hasProcess");
        Assert.All(use.Purposes, p => Matches(use, p, processes[$"site:process-{p.Key}"]));
        Assert.Equal((use.Fields.Count(), use.Purposes.Count()), (fields.Count, processes.Count));
    }

    [Theory]
    [InlineData("email", "pd:EmailAddress")]
    [InlineData("organisation", "pd:CurrentEmployment")]
    [InlineData("question", null)]
    public async Task ACategory_IsTheVocabularysWhereItHasOne(string field, string? category)
    {
        var written = Nodes(await Document(), "dpv:hasPersonalData")[$"site:field-{field}"];
        Assert.Equal(category, written.TryGetProperty("skos:broader", out var broader) ? broader.GetProperty("@id").GetString() : null);
    }

    [Fact]
    public async Task BasisCountryAndSafeguard_AreSaidInTheVocabulary()
    {
        var root = await Document();
        var bases = Nodes(root, "dpv:hasProcess").ToDictionary(p => p.Key, p => p.Value.GetProperty("dpv:hasLegalBasis").GetProperty("@id").GetString());
        Assert.Equal(("eu-gdpr:A6-1-b", "eu-gdpr:A6-1-a", "eu-gdpr:A6-1-f"), (bases["site:process-webinar"], bases["site:process-newsletter"], bases["site:process-planning"]));
        var cloud = Nodes(root, "dpv:hasRecipient")["site:recipient-cloud"];
        Assert.Equal("loc:US", cloud.GetProperty("dpv:hasThirdCountry").GetProperty("@id").GetString());
        Assert.Equal("dpv:SafeguardForDataTransfer", cloud.GetProperty("dpv:hasTechnicalOrganisationalMeasure").GetProperty("@type").GetString());
    }

    [Fact]
    public async Task TheNotice_IsNamedWithVersionAndAddress_AndTheAddressAnswers()
    {
        using var client = site.Prospect();
        var current = site.Services.GetRequiredService<PrivacyNotices>().Current(Language.German);
        foreach (var notice in (await Document()).GetProperty("dpv:hasNotice").EnumerateArray())
        {
            Assert.Equal($"{current.Number}", notice.GetProperty("dct:hasVersion").GetString());
            using var response = await client.GetAsync(notice.GetProperty("@id").GetString(), _stop);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task TheDocument_IsKeptByWhoeverAsked_UntilItChanges()
    {
        using var client = site.Prospect();
        using var first = await client.GetAsync(DataUseJsonLd.Path, _stop);
        Assert.Equal("application/ld+json", first.Content.Headers.ContentType?.MediaType);
        Assert.Empty(first.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []);
        using var again = new HttpRequestMessage(HttpMethod.Get, DataUseJsonLd.Path) { Headers = { IfNoneMatch = { first.Headers.ETag ?? throw new InvalidOperationException("no ETag") } } };
        using var second = await client.SendAsync(again, _stop);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);

        await site.Reword("fields.yml", "Wir sprechen Sie damit in unseren Mails an.", "Wir grüßen Sie damit in unseren Mails.");
        using var third = await client.GetAsync(DataUseJsonLd.Path, _stop);
        Assert.NotEqual(first.Headers.ETag, third.Headers.ETag);
        Assert.Contains("Wir grüßen Sie damit", await third.Body(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/datenschutz")]
    [InlineData("/en/what-we-keep")]
    public async Task ThePages_NameTheDocument(string path)
    {
        using var client = site.Prospect();
        Assert.Contains("<link rel=\"alternate\" type=\"application/ld&#x2B;json\" href=\"/.well-known/data-use.json\">", (await client.GetStringAsync(path, _stop)).Replace("ld+json", "ld&#x2B;json", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static void Matches(DataUse use, Purpose purpose, JsonElement process)
    {
        var said = process.GetProperty("dpv:hasPurpose");
        var kept = process.GetProperty("dpv:hasStorageCondition").GetProperty("dpv:hasDuration").GetProperty("dct:description");
        Assert.All(Language.All, l =>
        {
            Assert.Equal((purpose.Title[l], purpose.What[l]), (In(said.GetProperty("dct:title"), l), In(said.GetProperty("dct:description"), l)));
            Assert.Equal(Wording.Kept(purpose.Retention, l), In(kept, l));
        });
        Assert.Equal(use.FieldsOf(purpose).Select(f => $"site:field-{f.Id}"), Ids(process.GetProperty("dpv:hasPersonalData")));
        Assert.Equal(purpose.Recipients.Select(r => $"site:recipient-{r.Key}"), Ids(process.GetProperty("dpv:hasRecipient")));
    }

    private async Task<JsonElement> Document()
    {
        using var client = site.Prospect();
        return JsonDocument.Parse(await client.GetStringAsync(DataUseJsonLd.Path, _stop)).RootElement;
    }

    private static string Text(JsonElement value) => value.GetString() ?? "";

    private static IEnumerable<string> Ids(JsonElement list) => list.EnumerateArray().Select(n => Text(n.GetProperty("@id")));

    private static Dictionary<string, JsonElement> Nodes(JsonElement root, string property) => root.GetProperty(property).EnumerateArray().ToDictionary(n => Text(n.GetProperty("@id")));

    private static string In(JsonElement words, Language language) => Text(words.EnumerateArray().Single(w => Text(w.GetProperty("@language")) == language.Code).GetProperty("@value"));
}
