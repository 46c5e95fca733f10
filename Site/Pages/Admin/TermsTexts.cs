using Microsoft.AspNetCore.Html;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>The words of the page about changed terms.</summary>
public static class TermsTexts
{
    public static string Of(RulingState state, Language l) => state switch
    {
        RulingState.DecidedBefore => l[
            "Jemand war schneller, oder die Dateien haben sich inzwischen geändert. Ihre Entscheidung wurde nicht gespeichert; unten steht, was daraus geworden ist.",
            "Somebody was faster, or the files have changed meanwhile. Your decision was not stored; below stands what became of it."],
        RulingState.Changed => l[
            "Inzwischen hat sich etwas geändert, und die Freigabe hätte anderes bewirkt, als Sie gesehen haben. Es wurde nichts gespeichert. Sehen Sie sich die neue Fassung an.",
            "Something has changed meanwhile, and approving would have done something else than what you saw. Nothing was stored. Look at the new version."],
        RulingState.NoLongerFits => l[
            "Die Änderung passt nicht mehr zu dem, was inzwischen gilt. Es wurde nichts gespeichert.",
            "The change no longer fits what is live meanwhile. Nothing was stored."],
        _ => l["Diese Änderung gibt es nicht.", "There is no such change."],
    };

    public static string Name(this Verdict verdict, Language l) => verdict switch
    {
        Verdict.Approved => l["freigegeben", "approved"],
        Verdict.Rejected => l["abgelehnt", "rejected"],
        _ => l["überholt", "replaced"],
    };

    /// <summary>The class of the style sheet.</summary>
    public static string Style(this Verdict verdict) => verdict == Verdict.Approved ? "state yes" : "state ended";

    /// <summary>Which sides of one purpose, field or setting changed.</summary>
    public static string InShort(IReadOnlyList<WaitingChange> changes, Language l) =>
        changes.All(c => c.After is null) ? l["entfällt", "goes"]
        : changes.All(c => c.Before is null) ? l["neu", "new"]
        : string.Join(", ", changes.Select(c => c.Aspect[l]));

    /// <summary>One side of a change, with what differs from the other side marked, in words for those who do not see marks.</summary>
    public static IHtmlContent Marked(WaitingChange change, bool isAfter, Language l)
    {
        var shown = isAfter ? change.After : change.Before;
        var other = isAfter ? change.Before : change.After;
        var html = new HtmlContentBuilder();
        if (shown is null)
        {
            return html.Append(isAfter ? l["entfällt", "goes"] : l["gab es nicht", "there was none"]);
        }

        foreach (var piece in other is null ? [new NoticePiece(NoticeChange.None, shown[l])] : WordComparison.Of(change.Before?[l] ?? "", change.After?[l] ?? ""))
        {
            Append(html, piece, isAfter, l);
        }

        return html;
    }

    /// <summary>A line of a file that goes or comes.</summary>
    public static IHtmlContent Marked(NoticePiece line, Language l)
    {
        var html = new HtmlContentBuilder();
        Append(html, line, line.Change == NoticeChange.Added, l);
        return html;
    }

    private static void Append(HtmlContentBuilder html, NoticePiece piece, bool isAfter, Language l)
    {
        var mine = isAfter ? NoticeChange.Added : NoticeChange.Removed;
        if (piece.Change == NoticeChange.None)
        {
            html.Append(piece.Text);
        }
        else if (piece.Change == mine)
        {
            var (tag, said) = isAfter ? ("ins", l["[neu: ", "[new: "]) : ("del", l["[entfällt: ", "[goes: "]);
            html.AppendHtml($"<{tag}><span class=\"visually-hidden\">").Append(said).AppendHtml("</span>")
                .Append(piece.Text).AppendHtml($"<span class=\"visually-hidden\">]</span></{tag}>");
        }
    }
}
