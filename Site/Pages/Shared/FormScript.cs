namespace Site.Pages.Shared;

/// <summary>The one script of the public pages, under an address that carries its hash. Every form works without it.</summary>
public static class FormScript
{
    private static readonly Lazy<string> _url = new(() => StyleSheet.Hashed("form.js"));

    public static string Url => _url.Value;
}
