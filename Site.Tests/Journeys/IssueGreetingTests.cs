using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>An issue of the newsletter that greets by name.</summary>
public sealed class IssueGreetingTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P2")]
    public async Task AnIssueThatGreets_UsesTheNamesThatWereGivenForTheNewsletter_AndSaysSo()
    {
        using var client = _site.Prospect();
        await _site.Confirms(client, Alice, Acquainted.Webinar, ("agree", "newsletter"), ("given-name", "Alice"), ("family-name", "M*ster"));
        await _site.Confirms(client, "bob@beispiel.example", "/de/newsletter");
        await _site.Released(greeting: "{greeting}");
        await _site.Spread();
        var (named, unnamed) = (await _site.Mail.WaitForMailTo(Alice, "Frag weniger"), await _site.Mail.WaitForMailTo("bob@beispiel.example", "Frag weniger"));
        Assert.Contains("\nGuten Tag Alice M*ster,\n", named.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Verwendet haben wir dafür: E-Mail-Adresse, Vorname, Nachname.", named.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("\nGuten Tag,\n", unnamed.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Verwendet haben wir dafür: E-Mail-Adresse.", unnamed.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
