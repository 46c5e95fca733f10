using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Site.Tests.Support;

namespace Site.Tests.MyData.Pack;

/// <summary>verify.py, run on the unpacked pack as whoever got it runs it: it says yes, and names whatever was spoiled.</summary>
[Rule("C5")]
public sealed class VerifyScriptTests(PackedRoad road) : IClassFixture<PackedRoad>
{
    [Fact]
    public async Task Untouched_ItHolds()
    {
        var said = await Verify(road.Unpacked());
        Assert.Equal((0, ""), (said.Code, said.Error));
        Assert.Contains("What is proven holds. Not proven yet:", said.Output, StringComparison.Ordinal);
        Assert.Contains("10 of them are proven to be in the log", said.Output, StringComparison.Ordinal);
        Assert.Contains("Not covered by a published checkpoint yet: export.json: Exported", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByKeysThatWereGotElsewhere_ItHolds_AndNotByOthers()
    {
        var (folder, keys) = (road.Unpacked(), Path.GetTempFileName());
        File.Copy(Path.Combine(folder, "keys.txt"), keys, overwrite: true);
        Assert.Equal(0, (await Python.Run([Path.Combine(folder, "verify.py"), "--keys", keys])).Code);
        await File.WriteAllTextAsync(keys, "mallory.example/evidence+0+x\n", TestContext.Current.CancellationToken);
        Assert.Contains("not signed by a key that is believed", (await Python.Run([Path.Combine(folder, "verify.py"), "--keys", keys])).Output, StringComparison.Ordinal);
        File.Delete(keys);
    }

    [Theory]
    [InlineData("receipts", "payload", "newsletter", "everything", "was changed: its payload and salt do not give its commitment")]
    [InlineData("receipts", "salt", "A", "B", "was changed")]
    [InlineData("receipts", "commitment", "a", "b", "was changed")]
    [InlineData("receipts", "at", "2026", "2025", "says beside its payload what is not in it")]
    [InlineData("receipts", "act", "Granted", "Confirmed", "says beside its payload what is not in it")]
    public async Task AnEventThatWasSpoiled_IsNamed(string folder, string part, string from, string to, string fault) =>
        await Spoils(f => Rewrite(f, folder, e =>
        {
            var value = e[part]?.GetValue<string>() ?? "";
            e[part] = value.Contains(from, StringComparison.Ordinal) ? value.Replace(from, to, StringComparison.Ordinal) : value;
        }), fault);

    [Fact]
    public Task AProof_WhosePlaceWasChanged_IsNamed() => Spoils(f => Rewrite(f, "receipts", e => ReplaceIn(e, "index", 0)), "its proof does not lead to the checkpoint");

    [Fact]
    public Task AProof_WhosePathWasChanged_IsNamed() =>
        Spoils(f => Rewrite(f, "receipts", e => (e["proof"] as JsonObject)?["path"]?.AsArray().RemoveAt(0)), "its proof does not lead to the checkpoint");

    [Fact]
    public Task ACheckpoint_WhoseSizeWasChanged_IsNamed() =>
        Spoils(f => Rewrite(f, "receipts", e => ReplaceIn(e, "checkpoint", $"{e["proof"]?["checkpoint"]}".Replace("wegwarte", "mallory", StringComparison.Ordinal))), "is not signed by a key that is believed");

    [Fact]
    public Task AnEventRewritten_WithACommitmentThatFitsIt_IsNotInTheLog() => Spoils(f => Rewrite(f, "receipts", e =>
    {
        var payload = $"{e["payload"]}".Replace("newsletter", "everything", StringComparison.Ordinal);
        e["payload"] = payload;
        e["commitment"] = Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromBase64String($"{e["salt"]}"), .. Encoding.UTF8.GetBytes(payload)]));
    }), "its proof does not lead to the checkpoint");

    [Fact]
    public Task AProofTakenAway_IsMissed() => Spoils(f => Rewrite(f, "receipts", e => e["proof"] = null), "has no proof, though the checkpoint of");

    [Theory]
    [InlineData("report.html", "report.html was changed after the export")]
    [InlineData("verify.py", "verify.py was changed after the export")]
    [InlineData("README.txt", "README.txt was changed after the export")]
    [InlineData("checkpoint.txt", "checkpoint.txt is not")]
    [InlineData("keys.txt", "is not a key")]
    [InlineData("SHA256SUMS", "SHA256SUMS is not the list of files of this export")]
    [InlineData("export.json", "was changed: its payload and salt")]
    [InlineData("letters/", "is not a letter that was sent")]
    [InlineData(".notice.json", "the form is not the one that was shown")]
    [InlineData(".notice.html", "the form is not the one that was shown")]
    public Task AFileThatWasChanged_IsNamed(string which, string fault) => Spoils(folder =>
    {
        var file = One(folder, which);
        var bytes = File.ReadAllBytes(file);
        bytes[which == "export.json" ? Encoding.UTF8.GetString(bytes).IndexOf("Exported\\\"", StringComparison.Ordinal) : bytes.Length / 3] ^= 1;
        File.WriteAllBytes(file, bytes);
    }, fault);

    [Theory]
    [InlineData("report.html", "report.html is missing")]
    [InlineData("checkpoint.txt", "checkpoint.txt is missing")]
    [InlineData("keys.txt", "keys.txt is missing")]
    [InlineData("SHA256SUMS", "SHA256SUMS is missing")]
    [InlineData("export.json", "export.json is missing")]
    [InlineData("receipts/newsletter", "is missing")]
    [InlineData("letters/", "is missing")]
    [InlineData(".notice.json", "is missing")]
    public Task AFileThatWasTakenAway_IsMissed(string which, string fault) => Spoils(folder => File.Delete(One(folder, which)), fault);

    [Theory]
    [InlineData("letters/forged.eml", "letters/forged.eml is not a letter that was sent")]
    [InlineData("forms/forged.html", "forms/forged.html: no event names this form")]
    [InlineData("forged.txt", "forged.txt was added after the export")]
    public Task AFileThatWasAdded_IsNamed(string name, string fault) => Spoils(folder => File.WriteAllText(Path.Combine(folder, name), "forged"), fault);

    private async Task Spoils(Action<string> spoil, string fault)
    {
        var folder = road.Unpacked();
        spoil(folder);
        var script = Path.Combine(folder, "verify.py");
        await File.WriteAllBytesAsync(Path.Combine(folder, "..", "verify.py"), road.Files["verify.py"], TestContext.Current.CancellationToken);
        var said = await Python.Run([File.Exists(script) ? Path.Combine(folder, "..", "verify.py") : script, folder]);
        Assert.Equal((1, ""), (said.Code, said.Error));
        Assert.Contains(fault, said.Output.Trim().Split('\n')[^1], StringComparison.Ordinal);
        Assert.StartsWith("DOES NOT HOLD: ", said.Output.Trim().Split('\n')[^1], StringComparison.Ordinal);
    }

    private static Task<ProcessEnd> Verify(string folder) => Python.Run([Path.Combine(folder, "verify.py")]);

    private static string One(string folder, string which) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First(f => Path.GetRelativePath(folder, f).Contains(which, StringComparison.Ordinal));

    private static void Rewrite(string folder, string which, Action<JsonObject> change)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, which)))
        {
            var receipt = JsonNode.Parse(File.ReadAllText(file))!;
            receipt["evidence"]!["events"]!.AsArray().ToList().ForEach(e => change(e!.AsObject()));
            File.WriteAllText(file, receipt.ToJsonString());
        }
    }

    private static void ReplaceIn(JsonObject happened, string part, JsonNode value)
    {
        if (happened["proof"] is JsonObject proof)
        {
            proof[part] = value;
        }
    }
}
