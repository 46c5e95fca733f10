using System.Globalization;

namespace Bench.Form;

/// <summary>
/// The site's own services and form, without its cache and middleware: /de/bench/catalogue renders the form from the declaration, /de/bench/hand the same bytes as
/// literals, once /de/bench/copy has taken them over.
/// </summary>
internal static class FormPages
{
    private static async Task Main(string[] args)
    {
        using var queries = new Queries();
        using var client = new HttpClient();
        await using var app = Program.Build(args, b => b.Services.AddRazorPages().AddApplicationPart(typeof(FormPages).Assembly));
        app.Use(queries.Watch);
        app.MapRazorPages();
        app.MapGet("/de/bench/copy", async (HttpContext context) =>
        {
            var catalogue = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{context.Connection.LocalPort}/de/bench/catalogue"));
            HandWritten.Literals = HandWritten.Split((await client.GetStringAsync(catalogue)).TrimEnd());
            return HandWritten.Literals.Count.ToString(CultureInfo.InvariantCulture);
        });
        app.MapGet("/de/bench/queries", () => queries.Count.ToString(CultureInfo.InvariantCulture));
        await app.RunAsync();
    }
}
