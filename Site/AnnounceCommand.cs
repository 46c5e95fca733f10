using System.CommandLine;
using Site.Data;
using Site.Journeys;
using Site.Mail;
using Site.Publishing;
using Site.Staff;
using Site.Webinars;

namespace Site;

/// <summary>Announces on the command line what the content plans otherwise than was announced, as staff do at the desk.</summary>
internal static class AnnounceCommand
{
    private static readonly Language _in = Language.English;

    private static readonly Argument<string?> _slug = new("webinar") { Description = "The webinar, by its folder in webinars/. Without it, every change that waits is listed.", DefaultValueFactory = _ => null };
    private static readonly Option<bool> _preview = new("--preview") { Description = "Shows the letter in each language; announces nothing." };
    private static readonly Option<bool> _yes = new("--yes") { Description = "Announces it: from then on pages, calendars and letters go by it, and whoever has an earlier calendar entry is told." };

    internal static Command Announce() => Commands.Does(
        "announce", "Announces a changed time of a webinar, or that it is off, to those who are registered. Exit code 1 where nothing was announced that was to be.", Run, _slug, _preview, _yes);

    private static async Task<int> Run(IServiceProvider services, ParseResult parsed)
    {
        // What is planned stands in the live content.
        await services.GetRequiredService<LiveSite>().Refresh();
        var waiting = await services.GetRequiredService<ChangeDesk>().Waiting();
        if (parsed.GetValue(_slug) is not { } slug)
        {
            return parsed.GetValue(_yes) || parsed.GetValue(_preview) ? Fails("Say which webinar.") : List(waiting);
        }

        if (waiting.FirstOrDefault(w => w.Change.Announced.Slug == slug) is not { } view)
        {
            return Fails($"There is nothing to announce about \"{slug}\": the content plans no such webinar, or what was announced.");
        }

        Show(view, withLetters: parsed.GetValue(_preview));
        return parsed.GetValue(_preview) ? 0
            : view.Change.Hindrance is not null ? Fails("Nothing was announced.")
            : !parsed.GetValue(_yes) ? Fails("Nothing was announced. Add --yes to announce it, or --preview to read the letters.")
            : await Announce(services, view);
    }

    private static int List(IReadOnlyList<ChangeView> waiting)
    {
        Console.WriteLine(waiting.Count switch { 0 => "What the content plans is what was announced.", 1 => "1 change waits to be announced.", var n => $"{n} changes wait to be announced." });
        waiting.ToList().ForEach(w => Show(w, withLetters: false));
        return 0;
    }

    private static void Show(ChangeView view, bool withLetters)
    {
        Console.WriteLine($"{view.Change.Announced.Slug}:");
        foreach (var (what, from, to) in ChangeTexts.Lines(view, _in))
        {
            Console.WriteLine($"  {what}: {from} -> {to}");
        }

        Console.WriteLine($"  {(view.Change.Hindrance is { } hindrance ? ChangeTexts.Of(hindrance, _in) : ChangeTexts.People(view, _in))}");
        foreach (var letter in withLetters ? view.Letters : [])
        {
            Console.WriteLine($"\n--- {letter.Language}: {letter.Subject}\n\n{LetterText.Write(letter)}");
        }
    }

    private static async Task<int> Announce(IServiceProvider services, ChangeView view)
    {
        var slug = view.Change.Announced.Slug;
        var outcome = await services.GetRequiredService<Announcing>().Announce(slug, view.Change.Mark, staffId: null);
        if (outcome != Announced.Done)
        {
            return Fails(ChangeTexts.Of(outcome, _in));
        }

        await services.GetRequiredService<Audit>().AddForOperator(StaffAct.Announced, detail: slug);
        services.GetRequiredService<SiteDb>().ChangeTracker.Clear();
        await services.GetRequiredService<AnnouncementSweep>().Run();
        Console.WriteLine("Announced. The letters lie in the outbox and leave with the site's next sweep.");
        return 0;
    }

    private static int Fails(string fault)
    {
        Console.Error.WriteLine(fault);
        return 1;
    }
}
