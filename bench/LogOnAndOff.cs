namespace Bench;

/// <summary>What the evidence costs a sign-up: the same program with its log and without.</summary>
public static class LogOnAndOff
{
    private const string Webinar = "/de/webinare/ask-first";
    private const int Sent = 1_500;

    /// <summary>Sign-ups of new addresses over HTTP, once with the log and once without, in turn.</summary>
    public static async Task<Line> Measure()
    {
        using var with = await Site("on");
        using var without = await Site("off");
        var notice = await Requests.Notice(with.Port, Webinar);
        var sent = 0;
        Task<double> Post(Server site) => Load.Run(site.Port, Requests.SignUps(Webinar, notice, (sent += Sent) - Sent, Sent), Sent, 303);
        var rounds = await Rounds.Run(() => Post(with), () => Post(without));
        return new Line("sign-ups with the log of evidence", $"{Median.Of(rounds.Site).Show("F0")}/s", $"without it {Median.Of(rounds.Other).Show("F0")}/s",
            rounds.Ratio.Show("P1"), "≥ 90 %", rounds.Ratio.Value >= 0.9);
    }

    private static Task<Server> Site(string log)
    {
        var settings = Folders.Settings($"log-{log}");
        settings["Bench__Log"] = log;
        // Appending is what a sign-up waits for; sealing has a measurement of its own.
        settings["Evidence__Seal"] = "01:00:00";
        return Server.Start(Folders.Dll("bench/Logless"), Folders.Site, "/de", settings);
    }
}
