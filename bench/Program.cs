using System.Runtime.InteropServices;
using Bench;

// dotnet run -c Release --project bench [-- start large pages form signups log letters fresh phone memory]: all of them, or those that are named.
var all = new Dictionary<string, Func<Task<Line>>[]>(StringComparer.Ordinal)
{
    ["start"] = [() => Measurements.FirstAnswer(Folders.Deployed("bench/Empty"), "deployed alike"), () => Measurements.FirstAnswer(Folders.Dll("bench/Empty"), "on the machine's framework")],
    ["large"] = [Measurements.LargeStart],
    ["pages"] = [() => Measurements.Page("/de"), () => Measurements.Page("/de/webinare/ask-first")],
    ["form"] = [FormOfEight.Measure],
    ["signups"] = [Measurements.SignUps],
    ["log"] = [LogOnAndOff.Measure],
    ["letters"] = [() => Letters.Speed(new Dictionary<string, string>()), .. Signed(), Letters.Overtakes, Letters.AtSize],
    ["fresh"] = [Freshness.Measure],
    ["phone"] = [Measurements.Phone],
    ["memory"] = [Measurements.Memory],
};
if (args.FirstOrDefault(a => !all.ContainsKey(a)) is { } unknown)
{
    Console.Error.WriteLine($"There is no measurement \"{unknown}\", only: {string.Join(", ", all.Keys)}.");
    return 2;
}

Array.ForEach(["Site", "bench/Empty"], Folders.Deploy);
Array.ForEach(["bench/Empty", "bench/Bare", "bench/Form", "bench/Logless", "bench/Mail"], Folders.Publish);
Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}; load average at the start {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
Console.WriteLine($"Medians of {Rounds.Pairs} interleaved pairs (memory: 9 processes) with their 95 % interval. {Load.Connections} connections.\n");
Console.WriteLine(Line.Head);
var met = true;
foreach (var measure in all.Where(m => args.Length == 0 || args.Contains(m.Key)).SelectMany(m => m.Value))
{
    var line = await measure();
    Console.WriteLine(line);
    met &= line.IsMet;
}

return met ? 0 : 1;

// With the environment's Mail__Dkim… the letters are signed as well, and that figure stands beside the other.
static Func<Task<Line>>[] Signed() => Letters.DkimSettings.Count > 0 ? [() => Letters.Speed(Letters.DkimSettings)] : [];
