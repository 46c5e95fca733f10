using Site.Publishing;

namespace Site.Mail;

/// <summary>How the site's letters look and who they are from, out of site.yml and the theme.</summary>
public static class LetterBrands
{
    public static LetterBrand Of(Snapshot snapshot, Language language)
    {
        var site = snapshot.Part<SiteSettings>();
        var theme = snapshot.Part<Theme>();
        return new LetterBrand(
            site.Brand.Name, site.Controller.Email, snapshot.Files[site.Brand.MailLogo].Bytes, Imprint(site.Controller, language),
            Colours(theme.Light), Colours(theme.Dark));
    }

    /// <summary>The same sender without anything that could be taken for advertising: the name in letters, black on white (rule P9).</summary>
    public static LetterBrand Neutral(Snapshot snapshot, Language language) => Of(snapshot, language) with
    {
        LogoPng = [],
        Light = new LetterColours("#FFFFFF", "#000000", "#4A4A4A", "#BDBDBD", "#000000", "#FFFFFF"),
        Dark = new LetterColours("#121212", "#F2F2F2", "#B5B5B5", "#4A4A4A", "#F2F2F2", "#121212"),
    };

    private static IReadOnlyList<string> Imprint(Controller c, Language language)
    {
        var lines = new List<string>
        {
            $"{c.Name}, {string.Join(", ", c.Address)}",
            $"{language["Vertreten durch", "Represented by"]} {c.RepresentedBy} · {c.Email} · {c.Phone}",
        };
        lines.AddRange(new[] { c.Register, c.VatId is null ? null : $"{language["USt-IdNr.", "VAT ID"]} {c.VatId}" }.OfType<string>());
        return lines;
    }

    private static LetterColours Colours(IReadOnlyDictionary<string, string> c) =>
        new(c["paper"], c["ink"], c["ink-2"], c["rule"], c["accent"], c["accent-ink"]);
}
