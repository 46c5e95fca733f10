using System.Globalization;

namespace Bench;

/// <summary>
/// Reminders due at once, as the site's postman gets them out of the door, against a bare MailKit loop with the very letter that the site wrote: the same
/// server, the same number of connections. Either is a process of its own, and so is the server.
/// </summary>
public sealed class Letters : IDisposable
{
    private const string Webinar = "/de/webinare/ask-first";
    private const int Sent = 10_000;
    private const int Connections = 8;
    private const int Overtaking = 20;

    // Above the numbers of those who are copied.
    private const int Others = 9_000_000;

    private const string Dkim = "Mail__Dkim";

    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    private readonly Talker _sink;
    private readonly Server _site;
    private readonly Reminders _reminders;
    private readonly string _notice;
    private readonly string _port;
    private int _people;

    private Letters(Talker sink, string port, Server site, string database, string notice) =>
        (_sink, _port, _site, _reminders, _notice) = (sink, port, site, new Reminders(database), notice);

    /// <summary>What the environment says about DKIM.</summary>
    public static IReadOnlyDictionary<string, string> DkimSettings { get; } = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Where(e => ((string)e.Key).StartsWith(Dkim, StringComparison.Ordinal)).ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);

    /// <summary>How fast they leave, unsigned or, with <paramref name="settings"/> of <c>Mail__Dkim…</c>, signed.</summary>
    public static async Task<Line> Speed(IReadOnlyDictionary<string, string> settings)
    {
        using var letters = await Open(settings);
        await letters.Send(1);
        var file = await letters._sink.Ask($"save {Path.Combine(Folders.Run, "letter.eml")}");
        var before = letters._site.Resident;
        using var bare = new Talker(Folders.Dll("bench/Mail"), "bare", letters._port, Connections.ToString(_culture), file);
        var rounds = await Rounds.Run(() => letters.Send(Sent), () => letters.Counted(async () => await bare.Ask(Sent.ToString(_culture)), Sent));
        var size = new FileInfo(file).Length / 1024.0;
        return new Line($"{Sent} reminders{(settings.Count > 0 ? ", signed" : "")}", string.Create(_culture, $"{Median.Of(rounds.Site).Show("F0")}/s, memory {before:F0} → {letters._site.Resident:F0} MB"),
            string.Create(_culture, $"bare MailKit loop, {Connections} connections, {size:F0} KB {Median.Of(rounds.Other).Show("F0")}/s"), rounds.Ratio.Show("P1"), "≥ 30 %", rounds.Ratio.Value >= 0.3);
    }

    /// <summary>How many letters leave between the commit of a sign-up and its confirmation letter, while reminders are being sent.</summary>
    public static async Task<Line> Overtakes()
    {
        using var letters = await Open(new Dictionary<string, string>());
        letters._reminders.Put(Sent);
        for (var i = 0; i < Overtaking; i++)
        {
            await letters.Until(1 + (Sent / (Overtaking + 5) * (i + 1)));
            await letters.SignUp();
        }

        await letters.Until(1 + Sent + Overtaking);
        var most = letters._reminders.MostOvertaking(Overtaking);
        return new Line($"letters between a sign-up's commit and its confirmation, while {Sent} reminders leave", string.Create(_culture, $"the most of {Overtaking}"), "–",
            string.Create(_culture, $"{most}"), "≤ 50", most <= 50);
    }

    /// <summary>What a letter costs with so many in the outbox, and the memory that the site takes after each of them: the second hundred thousand must not take more than the first.</summary>
    public static async Task<Line> AtSize()
    {
        var (cost, memory) = (new List<double>(), new List<double>());
        using var letters = await Open(new Dictionary<string, string>());
        foreach (var count in new[] { 1_000, 10_000, 100_000, 100_000 })
        {
            cost.Add(1e6 / await letters.Send(count));
            memory.Add(letters._site.Resident);
        }

        // The first thousand warms up and costs the most: compared with it nothing could ever be dear.
        var (costs, grown) = (cost[^1] / cost[1], memory[^1] / memory[^2]);
        return new Line("a letter with 1 000, 10 000, 100 000 and once more 100 000 due", string.Create(_culture, $"{Each(cost)} µs, memory after each {Each(memory)} MB"), "–",
            string.Create(_culture, $"{costs:F2}; memory of the last two {grown:F2}"), "≤ 1.25; ≤ 1.05", costs <= 1.25 && grown <= 1.05);
    }

    private static string Each(IEnumerable<double> figures) => string.Join(", ", figures.Select(f => f.ToString("F0", _culture)));

    private static async Task<Letters> Open(IReadOnlyDictionary<string, string> settings)
    {
        var sink = new Talker(Folders.Dll("bench/Mail"), "sink");
        var port = await sink.Read();
        var all = Folders.Settings("letters");
        (all["Mail__Port"], all["Mail__Connections"], all["Mail__Sweep"], all["Jobs__Poll"]) = (port, Connections.ToString(_culture), "00:00:01", "00:00:01");
        // What is recorded is sealed meanwhile; what is measured is sending.
        all["Evidence__Seal"] = "01:00:00";
        foreach (var name in DkimSettings.Keys)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var site = await Measurements.Site(all);
        var letters = new Letters(sink, port, site, Path.Combine(all["Var"], "site.db"), await Requests.Notice(site.Port, Webinar));
        await letters.SignUp();
        await letters.Until(1);
        return letters;
    }

    private async Task SignUp() => await Connection.Ask(_site.Port, Requests.SignUps(Webinar, _notice, Others + ++_people, 1)[0]);

    private Task<double> Send(int count) => Counted(() =>
    {
        _reminders.Put(count);
        return Task.CompletedTask;
    }, count);

    // From the first letter that the server took to the last.
    private async Task<double> Counted(Func<Task> send, int count)
    {
        await _sink.Ask("zero");
        await send();
        return count / await Until(count);
    }

    private async Task<double> Until(int count)
    {
        while (true)
        {
            var said = (await _sink.Ask("stat")).Split(' ');
            if (int.Parse(said[0], _culture) >= count)
            {
                return double.Parse(said[1], _culture);
            }

            await Task.Delay(5);
        }
    }

    public void Dispose()
    {
        _site.Dispose();
        _sink.Dispose();
    }
}
