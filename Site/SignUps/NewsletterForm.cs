using Site.Declarations;
using Site.Publishing;

namespace Site.SignUps;

/// <summary>The form of the newsletter: pressing its button is the consent, so it has no box.</summary>
internal sealed class NewsletterForm : IFormSource, IContentReader
{
    internal const string Key = "newsletter";

    public IEnumerable<FormDraft> Forms(Snapshot snapshot) => [snapshot.Part<FormDraft>()];

    public object Read(ContentReading reading)
    {
        var block = reading.Part<SiteSettings>().Newsletter;
        var draft = new FormDraft(Key, block.Title, block.Button, "newsletter-", block.Fields, block.Consents, [], [RetentionEvent.Confirmation, RetentionEvent.Request]);
        var map = YamlMap.Parse("site.yml", reading.Files["site.yml"].Text, reading.Errors).Map("newsletter");
        return draft.Check(reading.Part<Catalogue>(), map);
    }
}
