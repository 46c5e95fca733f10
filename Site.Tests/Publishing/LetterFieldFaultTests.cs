using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>A letter that would use a field for a purpose the field was not declared for is refused before it is live, with file, line and mend.</summary>
public sealed class LetterFieldFaultTests(SharedSite site)
{
    private const string GivenName = "    autocomplete: given-name\n    max: 100\n    purposes: [webinar, newsletter]";

    [Theory, Rule("P5")]
    [InlineData("letters/welcome-newsletter.de.md", "danke für Ihr Ja.", "danke, {field:organisation}.", 8, "uses {field:organisation}, but the field \"organisation\" does not serve \"newsletter\", for which this letter is sent: add that purpose to the field in fields.yml, or take the placeholder out")]
    [InlineData("letters/welcome-newsletter.en.md", "subject: \"Welcome to", "subject: \"{field:question} Welcome to", 2, "but the field \"question\" does not serve \"newsletter\"")]
    [InlineData("letters/reminder.en.md", "{greeting}", "{field:topic}", 6, "but the field \"topic\" does not serve \"webinar\"")]
    [InlineData("letters/reminder.de.md", "{greeting}", "{field:salary}", 6, "uses {field:salary}, which fields.yml does not declare; declared for \"webinar\" are email, given-name, family-name, organisation, role, question")]
    public void AFieldOfAnotherPurpose_IsRefused(string path, string from, string to, int line, string reason) =>
        Assert.Contains(Errors((path, from, to)), e => e.File == path && e.Line == line && e.Reason.Contains(reason, StringComparison.Ordinal));

    [Theory, Rule("M7")]
    [InlineData("letters/confirm-webinar.de.md", "{field:given-name}", "repeats nothing that was typed into the form: take it out")]
    [InlineData("letters/confirm-newsletter.en.md", "{field:email}", "repeats nothing that was typed into the form: take it out")]
    [InlineData("letters/confirm-webinar.en.md", "{greeting}", "which this letter does not have")]
    public void ALetterThatAsksToConfirm_MayUseNone(string path, string placeholder, string reason)
    {
        var greeting = path.EndsWith(".de.md", StringComparison.Ordinal) ? "Guten Tag," : "Hello,";
        var error = Assert.Single(Errors((path, greeting, placeholder)));
        Assert.Equal((path, 6), (error.File, error.Line));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact, Rule("P5")]
    public void TheGreeting_IsRefusedInEachLetterForWhosePurposeTheNameIsNotDeclared()
    {
        var errors = Errors(("fields.yml", GivenName, GivenName.Replace(", newsletter", "", StringComparison.Ordinal)));
        Assert.Equal(["letters/next.de.md", "letters/next.en.md", "letters/welcome-newsletter.de.md", "letters/welcome-newsletter.en.md"], errors.Select(e => e.File).Order(StringComparer.Ordinal));
        Assert.All(errors, e => Assert.Contains("uses {greeting}, but the field \"given-name\" does not serve \"newsletter\"", e.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void AFieldOfItsOwnPurpose_IsTaken() =>
        Assert.Empty(Errors(("letters/reminder.de.md", "{greeting}", "{greeting} {field:organisation} {field:email}")));

    [Fact, Rule("P13")]
    public void AnAddressThatDoesNotServeEveryPurposeOfTheForm_IsRefused()
    {
        var errors = Errors(("fields.yml", "    purposes: [webinar, newsletter, personalisation]", "    purposes: [webinar, newsletter]"));
        Assert.Equal(["webinars/a-yes-that-lasts/webinar.yml", "webinars/ask-first/webinar.yml"], errors.Select(e => e.File).Order(StringComparer.Ordinal));
        Assert.All(errors, e => Assert.Contains("asks \"email\", which does not serve \"personalisation\": add that purpose to the field", e.Reason, StringComparison.Ordinal));
    }

    private IReadOnlyList<ContentError> Errors(params (string Path, string From, string To)[] changes)
    {
        var files = ContentFile.ReadFolder(Path.Combine(SiteHost.Repository, "Content")).Select(f => changes.Where(c => c.Path == f.Path).Aggregate(f, Changed)).ToList();
        try
        {
            site.Services.GetRequiredService<ContentCheck>().Files(files);
            return [];
        }
        catch (ContentException broken)
        {
            return broken.Errors;
        }
    }

    private static ContentFile Changed(ContentFile file, (string Path, string From, string To) change)
    {
        Assert.Contains(change.From, file.Text, StringComparison.Ordinal);
        return new ContentFile(file.Path, Encoding.UTF8.GetBytes(file.Text.Replace(change.From, change.To, StringComparison.Ordinal)));
    }
}
