using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Declarations;
using Site.Prospects;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>
/// Bad input in every field that a form declares, in each form and language: the form comes back in the person's language with what was typed,
/// and nothing is stored. The fields are read from the live form, so a new one is tested with the rest.
/// </summary>
public sealed class EveryFieldTests(SharedSite site)
{
    private const string Kept = "Kept-Alice";

    public static readonly TheoryData<string> Paths = new("/de/webinare/ask-first", "/en/webinars/ask-first", "/de/newsletter", "/en/newsletter");

    [Theory, MemberData(nameof(Paths))]
    public Task OneOverItsLimit_IsRefused(string path) =>
        EachIsRefused(path, f => new string('x', f.Max + 1), f => f.Type == FieldType.Choice ? "" : $"{f.Max}");

    [Theory, MemberData(nameof(Paths)), Rule("M1")]
    public Task WithAHeaderInside_IsRefused(string path) =>
        EachIsRefused(path, f => f.Type == FieldType.LongText ? "a%0D%0A%1BBcc: b" : "a%0D%0ABcc:%20all%40beispiel.example");

    [Theory, MemberData(nameof(Paths))]
    public Task InLatin1_IsRefused(string path) => EachIsRefused(path, _ => "J%F6rg");

    [Theory, MemberData(nameof(Paths))]
    public Task SentTwice_IsRefused(string path) =>
        EachIsRefused(path, f => $"a%40beispiel.example&{f.Key}=b%40beispiel.example", f => f.In(path)["mehrmals", "more than once"]);

    [Theory, MemberData(nameof(Paths)), Rule("S8")]
    public async Task WithHtml_IsShownAgainAsText(string path)
    {
        const string Html = "\"><script>alert(1)</script>";
        foreach (var field in Form(path).Fields)
        {
            // The address is refused, so that everything comes back.
            var (status, body) = await Post(path, ("email", "nobody"), (field.Key, Uri.EscapeDataString(Html)));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.DoesNotContain("<script>alert", body, StringComparison.Ordinal);
            Assert.True(field.Type == FieldType.Choice || WebUtility.HtmlDecode(body).Contains(Html, StringComparison.Ordinal), $"{field.Key} lost what was typed.");
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task WithANullByte_IsRefused(string path)
    {
        foreach (var field in Form(path).Fields)
        {
            var (status, body) = await Post(path, ("email", "null%40beispiel.example"), (field.Key, "a%00b%40beispiel.example"));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            IsIn(path, body);
        }

        Assert.Equal(0, await Stored("null@beispiel.example"));
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task SentAsAFile_IsRefused(string path)
    {
        foreach (var field in Form(path).Fields)
        {
            using var content = new MultipartFormDataContent
            {
                { new StringContent(Notice(path)), "notice" },
                { new StringContent("file@beispiel.example"), "email" },
                { new ByteArrayContent([1, 2, 3]), field.Key, "a.txt" },
            };
            using var client = site.Prospect();
            using var response = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            IsIn(path, await response.Body());
        }

        Assert.Equal(0, await Stored("file@beispiel.example"));
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task AThousandFieldsBesides_AreRefused(string path)
    {
        foreach (var count in new[] { 1000, 2000 })
        {
            var (status, body) = await Post(path, [("email", "thousand%40beispiel.example"), .. Enumerable.Range(0, count).Select(i => ($"field{i}", "1"))]);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            IsIn(path, body);
        }

        Assert.Equal(0, await Stored("thousand@beispiel.example"));
    }

    private async Task EachIsRefused(string path, Func<FormField, string> encoded, Func<FormField, string>? said = null)
    {
        var form = Form(path);
        var address = $"{Guid.NewGuid():N}@beispiel.example";
        foreach (var field in form.Fields)
        {
            var name = form.Fields.Any(f => f.Key == "given-name") && field.Key != "given-name" ? [("given-name", Kept)] : Array.Empty<(string, string)>();
            var (status, raw) = await Post(path, [("email", Uri.EscapeDataString(address)), .. name, (field.Key, encoded(field))]);
            var body = WebUtility.HtmlDecode(raw);
            Assert.True(status == HttpStatusCode.BadRequest, $"{field.Key}: {status}");
            IsIn(path, raw);
            Assert.Contains($"href=\"#{form.Prefix}{field.Key}\"", body, StringComparison.Ordinal);
            Assert.Contains(said?.Invoke(field) ?? "", body, StringComparison.Ordinal);
            Assert.Contains(name.Length == 0 ? "" : Kept, body, StringComparison.Ordinal);
            Assert.Contains(field.In(path)["<title>Fehler: ", "<title>Error: "], body, StringComparison.Ordinal);
        }

        Assert.Equal(0, await Stored(address));
    }

    // The later pair of a key takes the place of the earlier.
    private async Task<(HttpStatusCode Status, string Body)> Post(string path, params (string Key, string Encoded)[] pairs)
    {
        var last = pairs.GroupBy(p => p.Key).Select(g => g.Last()).Prepend(("notice", Notice(path)));
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(string.Join('&', last.Select(p => $"{p.Item1}={p.Item2}"))));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        using var client = site.Prospect();
        using var response = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Body());
    }

    private static void IsIn(string path, string body) => Assert.Contains($"<html lang=\"{path[1..3]}\">", body, StringComparison.Ordinal);

    private Form Form(string path) => Live(path).Form;

    private string Notice(string path) => Live(path).Hash;

    private LiveNotice Live(string path) =>
        site.Services.GetRequiredService<Notices>().Find(path.EndsWith("newsletter", StringComparison.Ordinal) ? "newsletter" : "webinar/ask-first", Language.Of(path[1..3]))
        ?? throw new InvalidOperationException($"No form at {path}.");

    private Task<int> Stored(string address) => site.InDb(db => db.Set<Prospect>().CountAsync(p => p.AddressKey == address));
}

file static class Tongue
{
    internal static Language In(this FormField _, string path) => Language.Of(path[1..3]);
}
