using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Site.Tests.Pages.Receipts;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>What tests do on the page that checks a receipt.</summary>
internal static class ReceiptCheck
{
    internal const string German = "/de/beleg-pruefen", English = "/en/check-a-receipt";

    /// <summary>A visit to the page that checks, in the language of its address.</summary>
    internal static async Task<Visit> At(this Chromium chromium, ReceiptSite site, string path)
    {
        var visit = await chromium.Visit(site, Screen.Phone, path == German ? "de-DE" : "en-GB");
        await visit.Go(path);
        return visit;
    }

    /// <summary>Has a text checked; gives the verdict.</summary>
    internal static async Task<string> Paste(this Visit visit, string text)
    {
        await visit.Page.EvaluateAsync("document.getElementById('result').replaceChildren()");
        await visit.Page.FillAsync("#receipt-text", text);
        await visit.Page.ClickAsync("#receipt-check");
        return await visit.Page.InnerTextAsync("#verdict");
    }

    /// <summary>Has a file checked; gives the verdict.</summary>
    internal static async Task<string> Choose(this Visit visit, string text)
    {
        await visit.Page.EvaluateAsync("document.getElementById('result').replaceChildren()");
        await visit.Page.SetInputFilesAsync("#receipt-file", new FilePayload { Name = "receipt.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(text) });
        return await visit.Page.InnerTextAsync("#verdict");
    }

    internal static async Task Looks(this Visit visit)
    {
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
    }

    internal static JsonNode Parsed(string file) => JsonNode.Parse(file) ?? throw new InvalidOperationException("nothing");

    internal static JsonArray Events(JsonNode receipt) => receipt["evidence"]!["events"]!.AsArray();

    internal static JsonNode Record(string file, string act) =>
        Parsed(Text(Events(Parsed(file)).First(e => Text(e!["act"]) == act)!["payload"]))["record"] ?? throw new InvalidOperationException("no record");

    internal static string Text(JsonNode? node) => (string?)node ?? "";
}
