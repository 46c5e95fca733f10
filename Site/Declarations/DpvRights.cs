using System.Text.Json.Nodes;
using Site.Data;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>The rights of a person, and how a consent is withdrawn, in the Data Privacy Vocabulary: what they mean and where they are exercised.</summary>
internal static class DpvRights
{
    internal static JsonArray All(SiteOptions site, IReadOnlyList<Language>? languages = null) => Dpv.List(PrivacyRight.All, right => new JsonObject
    {
        ["@type"] = new JsonArray("dpv:DataSubjectRight", $"eu-gdpr:A{right.Article}"),
        ["dct:title"] = Dpv.Words(l => right.Title[l], languages),
        ["dct:description"] = Dpv.Words(l => right.Full[l], languages),
        ["dpv:isExercisedAt"] = Exercised(right, site, languages),
    });

    internal static JsonObject Withdrawal(SiteOptions site, IReadOnlyList<Language>? languages = null)
    {
        var right = PrivacyRight.All.Single(r => r.Article == PrivacyRight.Withdrawal);
        return new JsonObject
        {
            ["@type"] = "dpv:WithdrawConsent",
            ["dct:description"] = Dpv.Words(l => right.Full[l], languages),
            ["dpv:isExercisedAt"] = Exercised(right, site, languages),
        };
    }

    private static JsonArray Exercised(PrivacyRight right, SiteOptions site, IReadOnlyList<Language>? languages) =>
        Dpv.List(languages ?? Language.All, l => Dpv.Id(site.Absolute(Addresses.Path(Place.Privacy, l)) + $"#{right.Id}"));
}
