using Site.Publishing;

namespace Site.Tests.Publishing;

/// <summary>Which changes wait for approval and which go live by themselves. Each change is taken back before the next.</summary>
public sealed class WhichTermsWaitTests(ChangingHost site) : IClassFixture<ChangingHost>
{
    private readonly IReadOnlyList<ContentFile> _first = ContentFile.ReadFolder(site.Content);

    [Theory]
    [InlineData("purposes.yml", ContentCopy.Retention, "retention: 3 days after webinar-end", "purposes.webinar", "Retention", "until 3 years after the webinar", "until 3 days after the webinar")]
    [InlineData("purposes.yml", "basis: contract", "basis: legal-obligation", "purposes.webinar", "Legal basis", "contract, Art. 6 (1)(b) GDPR", "legal obligation, Art. 6 (1)(c) GDPR")]
    [InlineData("purposes.yml", "basis: consent\n    recipients: [hosting, mail]\n    retention: 0 days after withdrawal\n    proof-years: 3\n    channel: email\n    people: { de: \"Menschen, die den", "basis: consent\n    explicit: true\n    recipients: [hosting, mail]\n    retention: 0 days after withdrawal\n    proof-years: 3\n    channel: email\n    people: { de: \"Menschen, die den", "purposes.newsletter", "Legal basis", "your consent, Art. 6 (1)(a) GDPR", "your explicit consent, Art. 6 (1)(a) and Art. 9 (2)(a) GDPR")]
    [InlineData("purposes.yml", "recipients: [hosting]", "recipients: [hosting, mail]", "purposes.survey", "Recipients", "Beispielhost AG, Germany (runs our servers)", "Beispielhost AG, Germany (runs our servers)\nMusterpost GmbH, Austria (delivers our mail)")]
    [InlineData("purposes.yml", "country: NL", "country: BE", "purposes.webinar", "Recipients", "Probebühne B.V., Netherlands", "Probebühne B.V., Belgium")]
    [InlineData("purposes.yml", "name: Probebühne B.V.", "name: Zweitbühne B.V.", "purposes.webinar", "Recipients", "Probebühne B.V.", "Zweitbühne B.V.")]
    [InlineData("purposes.yml", "country: NL", "country: US\n    safeguard: { de: \"Standardvertragsklauseln\", en: \"standard contractual clauses\" }", "purposes.webinar", "Recipients", "Netherlands", "standard contractual clauses")]
    [InlineData("purposes.yml", "proof-years: 3", "proof-years: 5", "purposes.newsletter", "Proof afterwards", "the 3rd calendar year", "the 5th calendar year")]
    [InlineData("purposes.yml", "We ask once.", "We ask twice.", "purposes.survey", "What we do (English)", "We ask once.", "We ask twice.")]
    [InlineData("purposes.yml", "Zu wissen, was gut war.", "Zu wissen, was nicht gut war.", "purposes.survey", "Legitimate interest (German)", "was gut war", "was nicht gut war")]
    [InlineData("purposes.yml", "may send me its newsletter by e-mail about twice a month", "may send me its newsletter by e-mail every day", "purposes.newsletter", "Words of the consent (English)", "about twice a month", "every day")]
    [InlineData("fields.yml", "purposes: [personalisation]", "purposes: [personalisation, webinar]", "fields.topic", "Purposes", "Suggestions that suit you", "Suggestions that suit you\nTaking part in the webinar")]
    [InlineData("site.yml", "confirm-within: 7 days", "confirm-within: 3 days", "confirm-within", "Time to confirm", "7 days", "3 days")]
    [InlineData("site.yml", "backup-days: 30", "backup-days: 90", "backup-days", "Backups are overwritten after", "30 days", "90 days")]
    [InlineData("site.yml", "blocked-days: 365", "blocked-days: 30", "blocked-days", "After “this was not me” an address stays blocked for", "365 days", "30 days")]
    [InlineData("site.yml", "unreachable-days: 180", "unreachable-days: 400", "unreachable-days", "An address that cannot be reached stays suppressed for", "180 days", "400 days")]
    [InlineData("site.yml", "  consents: [newsletter]", "  consents: [newsletter, personalisation]", "newsletter.consents", "What the newsletter’s button stands for", "Newsletter", "Newsletter\nSuggestions that suit you")]
    [InlineData("purposes.yml", "title: { de: \"Newsletter\", en: \"Newsletter\" }", "title: { de: \"Unser Newsletter\", en: \"Our newsletter and calls\" }", "purposes.newsletter", "Title (German)", "Newsletter", "Unser Newsletter")]
    [InlineData("purposes.yml", "label: { de: \"Newsletter per E-Mail\"", "label: { de: \"Ja, meinen Platz bestätigen\"", "purposes.newsletter", "Words at the box (German)", "Newsletter per E-Mail", "meinen Platz")]
    [InlineData("site.yml", "  fields: [email]", "  fields: [email, given-name]", "newsletter.fields", "What the newsletter asks for", "email", "given-name")]
    [InlineData("site.yml", "country: DE", "country: US", "controller", "Controller", "DE", "US")]
    [InlineData("purposes.yml", "people: { de: \"Teilnehmende\"", "people: { de: \"Alle\"", "purposes.survey", "Data subjects", "Participants", "Participants")]
    [InlineData("purposes.yml", "en: \"Survey\"", "en: \"Advertising\"", "purposes.survey", "Title (English)", "Survey", "Advertising")]
    [InlineData("purposes.yml", "Ein besseres Webinar.", "Ein noch besseres Webinar.", "purposes.survey", "What the person gets (German)", "besseres Webinar", "noch besseres Webinar")]
    [InlineData("fields.yml", "We use it to greet you in our mail.", "We compare it with lists that we buy.", "fields.given-name", "Why (English)", "greet you", "lists that we buy")]
    [InlineData("fields.yml", "Eine Mail, die mit Ihrem Namen beginnt.", "Mehr Gewinn für uns.", "fields.given-name", "What the person gets (German)", "mit Ihrem Namen", "Gewinn für uns")]
    [InlineData("fields.yml", "Then we write “Hello” and still mean you.", "Then you wait longer.", "fields.given-name", "If left empty (English)", "still mean you", "wait longer")]
    [InlineData("fields.yml", "    type: text\n    autocomplete: given-name", "    type: long-text\n    autocomplete: given-name", "fields.given-name", "Kind of answer", "a line of text", "longer text")]
    public async Task AChangedTerm_Waits_AndIsSaidInWords(string path, string from, string to, string place, string aspect, string before, string after)
    {
        var imported = await site.Change(path, from, to);
        var change = imported.Waiting.First(c => c.Place == place);
        Assert.Equal((path, aspect, true, false), (change.File, change.Aspect.English, imported.HasNewlyWaiting, imported.HasMoved));
        Assert.Contains(before, Said(change.Before), StringComparison.Ordinal);
        Assert.Contains(after, Said(change.After), StringComparison.Ordinal);
        Assert.Equal([path], (await site.Waiting())?.Files.Select(f => f.Path));
        await IsTakenBack();
    }

    [Theory]
    [InlineData("purposes.yml", "recipients: [hosting, mail]", "recipients: [mail, hosting]")]
    [InlineData("fields.yml", "label: E-mail address", "label: Your e-mail address")]
    [InlineData("site.yml", "Am Weg, nicht im Weg", "Am Weg")]
    [InlineData("pages/home.de.md", "\n---\n", "\n---\nNoch ein Satz.\n")]
    [InlineData("webinars/ask-first/webinar.yml", "fields: [email, given-name, family-name, organisation,", "fields: [email, given-name, family-name,")]
    [InlineData("webinars/ask-first/webinar.yml", "picture: webinars", """
        questions:
          seat:
            words:
              de: { label: "Sitzplatz", why: "Damit Sie gut sehen.", benefit: "Ein guter Platz.", if-empty: "Wir wählen." }
              en: { label: "Seat", why: "So that you see well.", benefit: "A good seat.", if-empty: "We choose." }
        picture: webinars
        """)]
    [InlineData("fields.yml", "fields:\n", """
        fields:
          seat:
            group: questions
            purposes: [webinar]
            words:
              de: { label: "Sitzplatz", why: "Damit Sie gut sehen.", benefit: "Ein guter Platz.", if-empty: "Wir wählen." }
              en: { label: "Seat", why: "So that you see well.", benefit: "A good seat.", if-empty: "We choose." }

        """)]
    public async Task WhatIsNoTerm_GoesLiveAtOnce(string path, string from, string to)
    {
        var imported = await site.Change(path, from, to);
        Assert.Equal((true, 0), (imported.HasMoved, imported.Waiting.Count));
        Assert.Null(await site.Waiting());
        await IsTakenBack();
    }

    [Fact]
    public async Task AWebinarsOwnQuestion_WaitsOnceItIsToServeMore()
    {
        const string path = "webinars/ask-first/webinar.yml";
        const string question = """
            questions:
              seat:
                purposes: [webinar]
                words:
                  de: { label: "Sitzplatz", why: "Damit Sie gut sehen.", benefit: "Ein guter Platz.", if-empty: "Wir wählen." }
                  en: { label: "Seat", why: "So that you see well.", benefit: "A good seat.", if-empty: "We choose." }
            picture: webinars
            """;
        Assert.Empty((await site.Change(path, "picture: webinars", question)).Waiting);
        var imported = await site.Change(path, "purposes: [webinar]", "purposes: [webinar, newsletter]");
        var change = Assert.Single(imported.Waiting);
        Assert.Equal((path, "questions.seat", "Newsletter\nTaking part in the webinar"), (change.File, change.Place, change.After?.English));
        await IsTakenBack();
    }

    // In the catalogue it served the webinar, and so it was asked.
    [Fact]
    public async Task AFieldThatBecomesAQuestion_AndServesMore_Waits()
    {
        const string path = "webinars/ask-first/webinar.yml";
        const string question = """
            questions:
              role:
                purposes: [webinar, newsletter]
                words:
                  de: { label: "Aufgabe", why: "Damit Beispiele passen.", benefit: "Ein Beispiel, das passt.", if-empty: "Dann bleibt es allgemein." }
                  en: { label: "Role", why: "So that examples fit.", benefit: "An example that fits.", if-empty: "Then it stays general." }
            picture: webinars
            """;
        await Write("fields.yml", "\n  role:\n", "\n  function:\n");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(site.Content, "webinars"), "webinar.yml", SearchOption.AllDirectories))
        {
            await Write(Path.GetRelativePath(site.Content, file), " role,", "");
        }

        var imported = await site.Change(path, "picture: webinars", question);
        var change = Assert.Single(imported.Waiting, c => c is { Place: "questions.role", Aspect.English: "Purposes" });
        Assert.Equal((path, "Newsletter\nTaking part in the webinar"), (change.File, change.After?.English));
        await IsTakenBack();
    }

    // What somebody has to say yes to grows only with approval, under whatever name it comes.
    [Fact]
    public async Task ANewField_ThatServesAConsent_Waits()
    {
        var imported = await site.Change("fields.yml", "fields:\n", """
            fields:
              seat:
                group: questions
                purposes: [webinar, newsletter]
                words:
                  de: { label: "Sitzplatz", why: "Damit Sie gut sehen.", benefit: "Ein guter Platz.", if-empty: "Wir wählen." }
                  en: { label: "Seat", why: "So that you see well.", benefit: "A good seat.", if-empty: "We choose." }

            """);
        Assert.Equal("fields.seat", Assert.Single(imported.Waiting).Place);
        await IsTakenBack();
    }

    [Fact]
    public async Task AFieldThatBecomesASpecialCategory_Waits()
    {
        await Write("purposes.yml", "  personalisation:\n    basis: consent\n", "  personalisation:\n    basis: consent\n    explicit: true\n");
        var imported = await site.Change("fields.yml", "type: choice\n    purposes: [personalisation]", "type: choice\n    special-category: true\n    purposes: [personalisation]");
        var change = Assert.Single(imported.Waiting, c => c.Place == "fields.topic");
        Assert.Equal(("Special category (Art. 9 GDPR)", "no", "yes"), (change.Aspect.English, change.Before?.English, change.After?.English));
        await IsTakenBack();
    }

    // Whoever answered was told something else; where the question stands does not matter.
    [Fact]
    public async Task AWebinarsOwnQuestion_WaitsOnceItsWhyChanges_AlsoInAnotherFolder_ButItsNamesakeElsewhereDoesNot()
    {
        var (one, other) = ("webinars/ask-first/webinar.yml", "webinars/a-yes-that-lasts/webinar.yml");
        Assert.Empty((await site.Change(one, "picture: webinars", $"questions:\n{Seat("So that you see well.")}picture: webinars")).Waiting);
        Assert.Equal("Why (English)", Assert.Single((await site.Change(one, "So that you see well.", "So that we know you.")).Waiting).Aspect.English);
        await Write(one, "So that we know you.", "So that you see well.");
        Assert.Empty((await site.Change(other, "questions:\n", $"questions:\n{Seat("So that you hear well.")}")).Waiting);
        Assert.Empty((await site.Change(other, Seat("So that you hear well."), "")).Waiting);
        await Write(one, $"questions:\n{Seat("So that you see well.")}", "");
        var moved = Assert.Single((await site.Change(other, "questions:\n", $"questions:\n{Seat("So that we know you.")}")).Waiting);
        Assert.Equal((other, "questions.seat", "So that you see well."), (moved.File, moved.Place, moved.Before?.English));
        await IsTakenBack();
    }

    private static string Seat(string why) => $$"""
          seat:
            words:
              de: { label: "Sitzplatz", why: "Damit Sie gut sehen.", benefit: "Ein guter Platz.", if-empty: "Wir wählen." }
              en: { label: "Seat", why: "{{why}}", benefit: "A good seat.", if-empty: "We choose." }

        """;

    private async Task Write(string path, string from, string to)
    {
        var file = Path.Combine(site.Content, path);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace(from, to, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ANewPurpose_AndOneDropped_WaitWithAllThatIsToBeKnownOfThem()
    {
        var dropped = await site.Change("purposes.yml", ContentCopy.Survey, "\n");
        Assert.All(dropped.Waiting, c => Assert.Equal(("purposes.survey", true, true), (c.Place, c.Before is not null, c.After is null)));
        await IsTakenBack();

        var added = await site.Change("purposes.yml", "  survey:\n", "  poll:\n");
        var poll = added.Waiting.Where(c => c.Place == "purposes.poll").ToList();
        Assert.All(poll, c => Assert.Null(c.Before));
        Assert.Equal(["Legal basis", "Retention", "Recipients", "Channel", "Data subjects", .. Worded("German"), .. Worded("English")], poll.Select(c => c.Aspect.English));
        await IsTakenBack();
    }

    // All files as they were at first: nothing waits any more, and nothing had to be decided.
    private async Task IsTakenBack()
    {
        foreach (var file in _first)
        {
            await File.WriteAllBytesAsync(Path.Combine(site.Content, file.Path), file.Bytes, TestContext.Current.CancellationToken);
        }

        var imported = await site.Import();
        Assert.Equal((0, false), (imported.Waiting.Count, imported.HasNewlyWaiting));
        Assert.Null(await site.Waiting());
    }

    private static IEnumerable<string> Worded(string language) =>
        new[] { "What we do", "Legitimate interest", "Title", "What the person gets" }.Select(side => $"{side} ({language})");

    private static string Said(Words? words) => words?.English.Replace('\u00A0', ' ') ?? "";
}
