using System.Text;
using CsCheck;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>A catalogue that leaves something out, or says what cannot be kept, is refused: each time with file, line, field and what mends it.</summary>
public sealed class CatalogueFaultTests(SharedSite site)
{
    private const string Purposes = "purposes.yml";
    private const string Fields = "fields.yml";
    private const string Signs = " \n\t:-[]{}&*!|>'\"%@`#,?\\aZ0";
    private const string Webinar = "webinars/ask-first/webinar.yml";

    [Theory]
    [InlineData("retention: 30 days after webinar-end", "retention: forever", "purposes.webinar: \"retention\" must be like \"30 days after webinar-end\"")]
    [InlineData("retention: 30 days after webinar-end", "retention: 30 days", "purposes.webinar: \"retention\" must be like")]
    [InlineData("retention: 30 days after webinar-end", "retention: 30 days after withdrawal", "the basis is no consent")]
    [InlineData("retention: 0 days after withdrawal", "retention: 2 years after confirmation", "must count from the withdrawal")]
    [InlineData("basis: contract", "basis: curiosity", "must be one of: consent, contract, legal-obligation, vital-interest, public-task, legitimate-interest")]
    [InlineData("basis: contract", "basis: legitimate-interest", "purposes.webinar: \"interest\" is missing")]
    [InlineData("recipients: [hosting, mail, video]", "recipients: [hosting, stranger]", "names a recipient that is not declared: stranger; declared are hosting, mail, video")]
    [InlineData("recipients: [hosting, mail, video]", "recipients: []", "must name at least a recipient")]
    [InlineData("recipients: [hosting, mail, video]", "recipients: [mail, mail]", "names mail more than once")]
    [InlineData("country: NL", "country: US", "add the \"safeguard\" of Art. 46 GDPR")]
    [InlineData("country: NL", "country: ZZ", "recipients.video: \"country\" must be a two-letter country code")]
    [InlineData("channel: email", "channel: pigeon", "\"channel\" must be email")]
    [InlineData("  newsletter:\n", "  webinar:\n", "Duplicate key")]
    [InlineData("  newsletter:\n", "  News Letter:\n", "must be named in small letters")]
    [InlineData("frequency: { de: \"etwa zweimal im Monat\", en: \"about twice a month\" }", "", "purposes.newsletter: \"frequency\" is missing")]
    [InlineData("benefit:\n      de: \"Ihren Platz", "benefit:\n      fr: \"Ihren Platz", "purposes.webinar.benefit: \"de\" is missing")]
    [InlineData("people: { de: \"Menschen, die sich zu einem Webinar anmelden\", ", "people: { de: \"\", ", "purposes.webinar.people: \"de\" must be a text")]
    [InlineData("title: { de: \"Newsletter\"", "title: { de: \"<b>Newsletter</b>\"", "purposes.newsletter.title: \"de\" must be plain text, without HTML")]
    [InlineData("title: { de: \"Newsletter\"", "title: { de: \"&#60;script&#62;\"", "must be plain text")]
    [InlineData("proof-years: 3", "proof-years: forever", "must be a whole number from 0 to 10")]
    [InlineData("recipients:\n  hosting:", "recipients: &all\n  copy: *all\n  hosting:", "uses an anchor")]
    public void AFaultyPurpose_IsRefused(string right, string wrong, string reason) => Refused(Purposes, right, wrong, reason);

    [Theory, Rule("P3")]
    [InlineData("\"Die Wegwarte GmbH darf mir", "\"Wir dürfen mir", "(de) does not say \"Wegwarte GmbH\"")]
    [InlineData("may send me its newsletter by e-mail about", "may send me its newsletter about", "(en) does not say \"by e-mail\"")]
    [InlineData("articles of its own. I can withdraw this at any time for the future.", "articles of its own. I can end this at any time for the future.", "(en) does not say \"withdraw\"")]
    public void AConsent_NamesCompanyChannelAndWithdrawal(string right, string wrong, string reason) => Refused(Purposes, right, wrong, reason);

    [Theory]
    [InlineData("purposes: [personalisation]", "purposes: []", "must name at least a purpose")]
    [InlineData("purposes: [personalisation]", "purposes: [world-domination]", "fields.topic: \"purposes\" names a purpose that is not declared: world-domination")]
    [InlineData("type: long-text", "type: telepathy", "must be one of: text, long-text, email, telephone, choice, choices, yes-no, country, date")]
    [InlineData("      if-empty: \"Fragen", "      if-blank: \"Fragen", "fields.question.words.de: \"if-empty\" is missing")]
    [InlineData("autocomplete: organization-title", "autocomplete: job", "is no token of HTML's autofill: job")]
    [InlineData("max: 2000", "max: 4001", "must be a whole number from 1 to 4000")]
    [InlineData("max: 254", "max: 255", "must be a whole number from 1 to 254")]
    [InlineData("type: long-text\n    max: 2000", "type: country\n    max: 2000", "fields.question: unknown entry \"max\"")]
    [InlineData("type: long-text\n    max: 2000", "type: date\n    earliest: 2030-01-01\n    latest: 2020-01-01", "lies after \"latest\"")]
    [InlineData("type: long-text\n    max: 2000", "type: date\n    latest: tomorrow", "must be a date like 2026-01-31")]
    [InlineData("      first-party-data: { de: \"Daten aus erster Hand\", en: \"First-party data\" }\n      consent: { de: \"Einwilligung und Double-Opt-in\", en: \"Consent and double opt-in\" }\n      journeys: { de: \"Kundenreisen gestalten\", en: \"Shaping customer journeys\" }\n", "", "must offer at least two answers")]
    [InlineData("  organisation:\n", "  given-name:\n", "Duplicate key")]
    [InlineData("  organisation:\n", "  agree:\n", "is reserved")]
    [InlineData("label: Organisation\n        why: \"Die", "label: \"<img src=x onerror=alert(1)>\"\n        why: \"Die", "must be plain text")]
    [InlineData("type: long-text", "type: long-text\n    special-category: true", "the purpose \"webinar\" may not use such data (Art. 9 GDPR)")]
    public void AFaultyField_IsRefused(string right, string wrong, string reason) => Refused(Fields, right, wrong, reason);

    [Theory, Rule("P4")]
    [InlineData("autocomplete: given-name\n", "autocomplete: given-name\n    required: true\n", "may be true for the e-mail address only")]
    [InlineData("    required: true\n", "", "without an address nothing can be confirmed")]
    public void OnlyTheAddress_IsMandatory(string right, string wrong, string reason) => Refused(Fields, right, wrong, reason);

    [Theory]
    [InlineData("fields: [email, given-name,", "fields: [email, shoe-size,", "names a field that fields.yml does not declare: shoe-size")]
    [InlineData("fields: [email, given-name,", "fields: [given-name,", "must ask \"email\"")]
    [InlineData("fields: [email, given-name,", "fields: [email, email,", "names email more than once")]
    [InlineData("consents: [newsletter, personalisation]", "consents: [newsletter, webinar]", "whose legal basis is no consent")]
    [InlineData("consents: [newsletter, personalisation]", "consents: [newsletter, telepathy]", "names a purpose that purposes.yml does not declare: telepathy")]
    [InlineData("consents: [newsletter, personalisation]", "consents: [newsletter]", "asks \"topic\", which serves no purpose of this form")]
    [InlineData("topic: first-party-data", "questions:\n  tools:\n    words:\n      de: { label: A, why: B, benefit: C, if-empty: D }", "questions.tools.words: \"en\" is missing")]
    [InlineData("topic: first-party-data", "questions:\n  role:\n    words: {}", "belongs to \"role\", which fields.yml declares already")]
    public void AFaultyForm_IsRefused(string right, string wrong, string reason) => Refused(Webinar, right, wrong, reason);

    [Fact]
    public void ARetentionThatTheFormKnowsNoEventFor_IsRefused()
    {
        var files = Contents.With("site.yml", "consents: [newsletter]", "consents: [webinar]");
        Assert.Contains(site.Faults(files), e => e is { File: "site.yml", Line: > 0 } && e.Reason.Contains("counts from an event that this form does not know", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoThousandFields_AreRefusedInOneSentence()
    {
        var many = new StringBuilder();
        for (var i = 0; i < 2000; i++)
        {
            many.Append($"  f{i}:\n    group: questions\n    purposes: [webinar]\n    words:\n      de: {{ label: A, why: B, benefit: C, if-empty: D }}\n      en: {{ label: A, why: B, benefit: C, if-empty: D }}\n");
        }

        var fault = Assert.Single(site.Faults(Contents.With(Fields, text => text.TrimEnd() + "\n" + many)));
        Assert.StartsWith("fields.yml:8: \"fields\" declares 2007 fields; at most 1000 are read", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    group: attend\n", "    group: [attend\n")]
    [InlineData("label: Organisation", "label: 'Organisation")]
    [InlineData("fields:\n", "fields:\n\t")]
    [InlineData("fields:\n", "fields: {{{\n")]
    public void WhatCannotBeRead_IsSaidAlone(string right, string wrong) =>
        Assert.StartsWith("is not valid YAML", Assert.Single(site.Faults(Contents.With(Fields, right, wrong))).Reason, StringComparison.Ordinal);

    [Fact]
    public void WhateverIsTyped_IsReadOrRefused_AndNeverThrowsAnythingElse()
    {
        var text = Contents.Shipped.Single(f => f.Path == Purposes).Text;
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 12], Gen.Char[Signs].Array[0, 6])
            .Sample((at, gone, typed) => _ = site.Faults(Contents.With(Purposes, t => t.Remove(at, Math.Min(gone, t.Length - at)).Insert(at, new string(typed)))), iter: 300);
    }

    [Fact]
    public void SpecialCategories_AreReadUnderAnExplicitConsentAlone()
    {
        var files = Contents.With(Fields, "purposes: [personalisation]", "purposes: [personalisation]\n    special-category: true").ToList();
        Assert.Single(site.Faults(files));
        var explicitly = Contents.With(Purposes, text => text.Replace("  personalisation:\n    basis: consent\n", "  personalisation:\n    basis: consent\n    explicit: true\n", StringComparison.Ordinal));
        Assert.Empty(site.Faults([.. files.Where(f => f.Path != Purposes), .. explicitly.Where(f => f.Path == Purposes)]));
    }

    private void Refused(string path, string right, string wrong, string reason) =>
        Assert.Contains(site.Faults(Contents.With(path, right, wrong)), e => e.File == path && e.Line > 0 && e.Reason.Contains(reason, StringComparison.Ordinal));
}
