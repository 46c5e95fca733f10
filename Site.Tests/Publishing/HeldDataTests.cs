using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>Nothing stops being declared while it is held, and nobody's place vanishes; what is over and erased may go.</summary>
public sealed class HeldDataTests : IAsyncLifetime
{
    private const string Folder = "webinars/once-more";
    private const string Page = "/de/webinare/once-more";

    private readonly ChangingHost _site = new();

    public ValueTask InitializeAsync()
    {
        // A webinar that no article leads to, with a question of its own.
        var from = Path.Combine(_site.Content, "webinars/a-yes-that-lasts");
        Directory.CreateDirectory(Path.Combine(_site.Content, Folder));
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(_site.Content, Folder, Path.GetFileName(file)));
        }

        _ = _site.Services;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(1, "answer of 1 person is still held")]
    [InlineData(2, "answers of 2 people are still held")]
    public async Task AQuestionWithAnswers_CannotBeRemoved_UntilTheyAreErased_AndTheRefusalSaysHowMany(int people, string said)
    {
        for (var i = 0; i < people; i++)
        {
            await SignUp($"asked-{i}@beispiel.example", ("sentence", "Darf ich?"));
        }

        RemoveQuestion();
        var error = Assert.Single((await Assert.ThrowsAsync<ContentException>(_site.Import)).Errors);
        Assert.Equal($"{Folder}/webinar.yml", error.File);
        Assert.Contains("\"sentence\"", error.Reason, StringComparison.Ordinal);
        Assert.Contains(said, error.Reason, StringComparison.Ordinal);
        Assert.Contains("Ein Satz, mit dem Sie heute", await _site.Page("/de/datenschutz"), StringComparison.Ordinal);

        await _site.InDb(db => db.Set<Answer>().ExecuteDeleteAsync());
        Assert.True((await _site.Import()).HasMoved);
    }

    // The other webinar asks a question of the same name: its answers are declared there.
    [Fact]
    public async Task AQuestionWithoutAnswers_CanBeRemoved_ThoughItsNamesakeElsewhereHasSome()
    {
        using var client = _site.Prospect();
        (await client.SignUp("/de/webinare/a-yes-that-lasts", "elsewhere@beispiel.example", ("sentence", "Darf ich?"))).Dispose();
        Assert.Equal(1, await _site.InDb(db => db.Set<Answer>().CountAsync(a => a.Field == "sentence")));
        RemoveQuestion();
        Assert.True((await _site.Import()).HasMoved);
    }

    [Fact]
    public async Task AQuestionWithAnswers_ThatMovesToTheCatalogue_IsAskedNoMore_AndIsStillSaidToBeKept()
    {
        await SignUp("asked@beispiel.example", ("sentence", "Darf ich?"));
        ContentCopy.Replace(_site.Content, "webinars/a-yes-that-lasts/webinar.yml", "  sentence:\n", "  phrase:\n");
        var question = RemoveQuestion().Replace("questions:\n", "", StringComparison.Ordinal).Replace("    type: long-text", "    group: questions\n    purposes: [webinar]\n    type: long-text", StringComparison.Ordinal);
        ContentCopy.Replace(_site.Content, "fields.yml", "fields:\n", $"fields:\n{question}\n");
        Assert.Equal((true, 0), await _site.Import() is var imported ? (imported.HasMoved, imported.Waiting.Count) : default);
        Assert.DoesNotContain("Ein Satz, mit dem Sie heute", await _site.Page(Page), StringComparison.Ordinal);
        Assert.Contains("id=\"f-sentence\"", await _site.Page("/de/was-wir-behalten"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFieldOfTheCatalogueWithAnswers_CannotBeRemoved_ButNeedNotBeAsked_AndIsStillSaidToBeKept()
    {
        await SignUp("worker@beispiel.example", ("role", "editorial"));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(_site.Content, "webinars"), "webinar.yml", SearchOption.AllDirectories))
        {
            ContentCopy.Replace(_site.Content, Path.GetRelativePath(_site.Content, path), " role,", "");
        }

        Assert.Empty((await _site.Import()).Waiting);
        Assert.Contains("id=\"f-role\"", await _site.Page("/de/was-wir-behalten"), StringComparison.Ordinal);

        RemoveRole();
        var error = Assert.Single((await Assert.ThrowsAsync<ContentException>(_site.Import)).Errors);
        Assert.Equal(("fields.yml", true), (error.File, error.Reason.Contains("answer of 1 person", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AWebinarToCome_WithPlacesHeld_CannotBeRemoved_AndOneThatIsOver_Can()
    {
        var confirm = await SignUp("guest@beispiel.example");
        RemoveFolder();
        var error = Assert.Single((await Assert.ThrowsAsync<ContentException>(_site.Import)).Errors);
        Assert.Equal(($"{Folder}/webinar.yml", true), (error.File, error.Reason.Contains("1 person holds a place", StringComparison.Ordinal)));

        using var client = _site.Prospect();
        (await client.Press(confirm)).Dispose();
        _site.Clock.Advance(Duration.FromDays(20));
        Assert.True((await _site.Import()).HasMoved);
        var page = await _site.Page(confirm);
        Assert.Contains(await Asked("guest@beispiel.example"), page, StringComparison.Ordinal);
        Assert.Contains("steht nicht mehr auf unserer Website", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Sie bekommen unseren Newsletter", page, StringComparison.Ordinal);
        var notMe = await _site.Page((await _site.Mail.WaitForMailTo("guest@beispiel.example")).Link("/de/das-war-ich-nicht/"));
        var cancel = notMe[notMe.IndexOf("/de/absagen/", StringComparison.Ordinal)..].Split('"')[0];
        Assert.Contains(await Asked("guest@beispiel.example"), await _site.Page(cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConfirmationLink_OfAWebinarThatIsGone_SaysSo_AndOffersNoNewsletter()
    {
        var confirm = await SignUp("late@beispiel.example");
        await _site.InDb(db => db.Set<Site.Webinars.Schedule>().Where(s => s.Slug == "once-more").ExecuteUpdateAsync(s => s.SetProperty(x => x.CancelledAt, _site.Clock.GetCurrentInstant())));
        RemoveFolder();
        Assert.True((await _site.Import()).HasMoved);
        using var client = _site.Prospect();
        using var response = await client.GetAsync(confirm, TestContext.Current.CancellationToken);
        var body = WebUtility.HtmlDecode(await response.Body());
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Contains("Dieses Webinar ist vorbei oder abgesagt", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Newsletter bestätigen", body, StringComparison.Ordinal);
    }

    private async Task<string> SignUp(string address, params (string, string)[] answers)
    {
        using var client = _site.Prospect();
        using var response = await client.SignUp(Page, address, answers);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return (await _site.Mail.WaitForMailTo(address)).Link("/de/bestaetigen/");
    }

    private Task<string> Asked(string address) => _site.InDb(async db =>
        (await db.Set<Site.Declarations.Notice>().SingleAsync(n => db.Set<SignUp>().Any(s => s.NoticeHash == n.Hash && s.Prospect!.AddressKey == address))).Form.Title);

    private void RemoveFolder() => Directory.Delete(Path.Combine(_site.Content, Folder), recursive: true);

    private string RemoveQuestion()
    {
        var file = Path.Combine(_site.Content, Folder, "webinar.yml");
        var text = File.ReadAllText(file);
        var (from, to) = (text.IndexOf("questions:", StringComparison.Ordinal), text.IndexOf("consents:", StringComparison.Ordinal));
        File.WriteAllText(file, text.Remove(from, to - from));
        return text[from..to];
    }

    private void RemoveRole()
    {
        var file = Path.Combine(_site.Content, "fields.yml");
        var text = File.ReadAllText(file);
        var from = text.IndexOf("\n  role:", StringComparison.Ordinal);
        var to = text.IndexOf("\n\n", from, StringComparison.Ordinal);
        File.WriteAllText(file, text.Remove(from, to - from));
    }
}
