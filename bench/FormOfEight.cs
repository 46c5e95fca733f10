using System.Globalization;
using System.Text.RegularExpressions;

namespace Bench;

/// <summary>A form of eight fields made from the catalogue, preview included, against the same HTML as literals. Either is the partial of a page that is made for each request.</summary>
public static partial class FormOfEight
{
    private const int Requests = 20_000;

    /// <exception cref="InvalidDataException">The two pages differ, or one of them asked the database something.</exception>
    public static async Task<Line> Measure()
    {
        var settings = Folders.Settings("form");
        settings["Content__Folder"] = LargeContent.Write();
        using var pages = await Server.Start(Folders.Dll("bench/Form"), Folders.Site, "/de/bench/copy", settings);
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{pages.Port}/de/bench/")) };
        var form = await client.GetStringAsync("catalogue");
        Same("8", Fields().Count(form).ToString(CultureInfo.InvariantCulture), "The form has not eight fields.");
        Same(form.Trim(), (await client.GetStringAsync("hand")).Trim(), "The page by hand is not the form from the catalogue.");
        var before = await client.GetStringAsync("queries");
        var rounds = await Rounds.Run(() => Ask("catalogue"), () => Ask("hand"));
        Same(before, await client.GetStringAsync("queries"), "The form asked the database.");
        var cost = Median.Of(rounds.Other.Zip(rounds.Site, (h, c) => h / c));
        return new Line("a form of eight fields, not cached", $"{Median.Of(rounds.Site).Show("F0")}/s", $"the same HTML by hand {Median.Of(rounds.Other).Show("F0")}/s",
            $"{cost.Show("F2")}, no database command", "≤ 1.2, none", cost.Value <= 1.2);

        Task<double> Ask(string page) => Load.Run(pages.Port, [Bench.Requests.Get($"/de/bench/{page}")], Requests, 200);
    }

    [GeneratedRegex("class=\"field\" id=\"f-")]
    private static partial Regex Fields();

    private static void Same(string one, string other, string otherwise)
    {
        if (one != other)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
