using System.Net;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>A purpose that somebody's data are used for cannot be removed, approved or not.</summary>
public sealed class PurposeInUseTests : IAsyncLifetime
{
    private const string Path = "webinars/ask-first/webinar.yml";
    private const string Consent = """

          survey:
            basis: consent
            recipients: [hosting]
            retention: 0 days after withdrawal
            channel: email
            people: { de: "Teilnehmende", en: "Participants" }
            title: { de: "Umfrage", en: "Survey" }
            what: { de: "Wir fragen einmal nach.", en: "We ask once." }
            benefit: { de: "Ein besseres Webinar.", en: "A better webinar." }
            frequency: { de: "einmal", en: "once" }
            label: { de: "Umfrage per E-Mail", en: "Survey by e-mail" }
            consent: { de: "Die Wegwarte GmbH darf mir einmal eine Umfrage per E-Mail senden. Ich kann das jederzeit widerrufen.", en: "Wegwarte GmbH may send me one survey by e-mail. I can withdraw this at any time." }

        """;

    private readonly ChangingHost _site = new();

    public ValueTask InitializeAsync()
    {
        ContentCopy.Replace(_site.Content, "purposes.yml", ContentCopy.Survey, Consent);
        ContentCopy.Replace(_site.Content, "fields.yml", "purposes: [webinar, newsletter, personalisation]", "purposes: [webinar, newsletter, personalisation, survey]");
        ContentCopy.Replace(_site.Content, Path, "consents: [newsletter, personalisation]", "consents: [newsletter, personalisation, survey]");
        _ = _site.Services;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(1, "1 person is used for")]
    [InlineData(2, "2 people are used for")]
    public async Task APurposeInUse_CannotBeRemoved_AndTheRefusalNamesFilePurposeAndPeople(int people, string said)
    {
        for (var i = 0; i < people; i++)
        {
            await Agree($"in-use-{i}@beispiel.example");
        }

        RemoveSurvey();
        var refused = await Assert.ThrowsAsync<ContentException>(_site.Import);
        var error = Assert.Single(refused.Errors);
        Assert.Equal("purposes.yml", error.File);
        Assert.Contains("\"survey\"", error.Reason, StringComparison.Ordinal);
        Assert.Contains(said, error.Reason, StringComparison.Ordinal);
        Assert.Null(await _site.Waiting());
        Assert.Contains("Umfrage per E-Mail", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APurposeThatCameIntoUseWhileItsRemovalWaits_StopsNoStart_AndCannotBeApproved()
    {
        using var client = _site.Prospect();
        var open = await client.Notice(Forms.Webinar);
        RemoveSurvey();
        Assert.True((await _site.Import()).HasNewlyWaiting);
        await Agree("meanwhile@beispiel.example", ("notice", open));
        Assert.False((await _site.Import()).HasNewlyWaiting);
        var ruling = await _site.Decide(Verdict.Approved);
        Assert.Equal(RulingState.NoLongerFits, ruling.State);
        Assert.Contains("1 person", Assert.Single(ruling.Errors).Reason, StringComparison.Ordinal);
        Assert.Equal(RulingState.Done, (await _site.Decide(Verdict.Rejected)).State);
        Assert.Empty((await _site.Import()).Waiting);
    }

    [Fact, Rule("P2")]
    public async Task AFormThatIsStillOpen_WithAPurposeThatIsGone_Is409_WithTheCurrentFormAndWhatWasTyped()
    {
        using var client = _site.Prospect();
        var open = await client.Notice(Forms.Webinar);
        RemoveSurvey();
        await _site.Import();
        Assert.Equal(RulingState.Done, (await _site.Decide(Verdict.Approved)).State);
        using var response = await client.SignUp(Forms.Webinar, "open@beispiel.example", ("notice", open), ("agree", "survey"));
        var body = WebUtility.HtmlDecode(await response.Body());
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("open@beispiel.example", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Umfrage per E-Mail", body, StringComparison.Ordinal);
        Assert.Contains(await client.Notice(Forms.Webinar), body, StringComparison.Ordinal);
    }

    // Its box goes with it, so that the rest is whole; the webinar's file without the box then need not wait.
    private void RemoveSurvey()
    {
        ContentCopy.Replace(_site.Content, "purposes.yml", Consent, "\n");
        ContentCopy.Replace(_site.Content, "fields.yml", "personalisation, survey]", "personalisation]");
        ContentCopy.Replace(_site.Content, Path, "personalisation, survey]", "personalisation]");
    }

    private async Task Agree(string address, params (string, string)[] more)
    {
        using var client = _site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, address, [("agree", "survey"), .. more]);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }
}
