using System.Globalization;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;

namespace Site.MyData.Access;

/// <summary>Brings the link to a person's own data. Each time it is written the link is a new one (rule S4), since only its hash is stored; no copy of it is legible.</summary>
internal sealed class AccessLetter(
    IServiceScopeFactory scopes, LetterReading reading, LetterFacts letters, Notices notices, SiteDb db, LiveSite live, IOptions<MyDataOptions> options) : ILetterComposer
{
    /// <summary>The name of its wording.</summary>
    internal const string Name = "access";

    public bool Composes(LetterKind kind) => kind == LetterKind.Access;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        if (await reading.SignUp(row, cancellationToken) is not { } signUp)
        {
            return null;
        }

        var (language, form) = (Language.Of(row.Language), await notices.Terms(signUp.NoticeHash, db, cancellationToken));
        var brand = LetterBrands.Of(live.Current, language);
        var wording = live.Part<LetterWordings>()[Name, language]
            .Fill(new Dictionary<string, string>(StringComparer.Ordinal) { ["brand"] = brand.Name, ["lasts"] = Lasts(options.Value) });
        var token = await NewLink(row.ProspectId);
        return new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(letters.Day(row.CreatedAt, language), language), brand)
        {
            Button = new LetterLink(wording.Button, letters.Absolute(Addresses.Path(Place.MyDataOpen, language, token))),
            Secret = token,
            IsRequest = true,
            UsedFields = [new UsedField(form.Address.Key, form.Address.Label)],
        };
    }

    internal static string Why(string day, Language language) => language[
        $"Am {day} wurde auf unserer Website um diesen Link gebeten. Abzubestellen ist hier nichts: Er kommt nur, wenn jemand darum bittet.",
        $"On {day} this link was asked for on our site. There is nothing here to stop: it comes only when somebody asks for it."];

    /// <summary>For how many minutes the link works.</summary>
    internal static string Lasts(MyDataOptions options) => ((int)options.LinkLasts.TotalMinutes).ToString(CultureInfo.InvariantCulture);

    // In a context of its own: that of the postman holds the letter and what becomes of it.
    private async Task<string> NewLink(long prospect)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccessPasses>().NewLink(prospect);
    }
}
