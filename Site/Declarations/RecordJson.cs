using NodaTime.Text;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>The record of processing for machines: what is compared and counted is an id, an article, a country code (ISO 3166-1) or a period (ISO 8601), in every language alike.</summary>
internal static class RecordJson
{
    internal static object Of(ProcessingRecord record) => new
    {
        AsOf = InstantPattern.General.Format(record.State.At),
        ContentVersion = record.State.Content,
        PrivacyNotice = new { Version = record.State.Notice.Number, record.State.Notice.Hash, InForceSince = InstantPattern.General.Format(record.State.Notice.From) },
        Language = record.Language.Code,
        Controller = Controller(record.Use.Site),
        Unconfirmed = $"P{record.Use.Site.ConfirmWithin.Days}D",
        Evidence = new { Basis = (string[])["6-1-c", "6-1-f"], Proof = $"P{record.Use.Purposes.Max(p => p.ProofYears)}Y", Said = record.Rows.Single(r => r.Purpose == RecordOwn.Evidence).Cells },
        Backups = new { Basis = (string[])["6-1-f"], Period = $"P{record.Use.Site.BackupDays}D", Said = record.Rows.Single(r => r.Purpose == RecordOwn.Backups).Cells },
        Suppression = new
        {
            Basis = (string[])["6-1-f", "6-1-c"],
            Blocked = $"P{record.Use.Site.BlockedDays}D",
            Unreachable = $"P{record.Use.Site.UnreachableDays}D",
            Said = record.Rows.Single(r => r.Purpose == RecordOwn.Suppression).Cells,
        },
        Processing = record.Use.Purposes.Zip(record.Rows, (p, row) => Purpose(record.Use, p, row)),
    };

    private static object Controller(SiteSettings site) => new
    {
        site.Controller.Name,
        site.Controller.Country,
        site.Controller.Email,
        PrivacyOfficer = site.PrivacyOfficer.Email,
    };

    private static object Purpose(DataUse use, Purpose purpose, RecordRow row) => new
    {
        Id = purpose.Key,
        Basis = $"6-1-{(char)('a' + (int)purpose.Basis)}",
        purpose.IsExplicit,
        purpose.Channel,
        Data = use.FieldsOf(purpose).Select(f => new { f.Id, Form = f.Form?.Key, f.Field.Required, SpecialCategory = f.Field.IsSpecialCategory }),
        Recipients = purpose.Recipients.Select(r => new { Id = r.Key, r.Name, r.Country, IsThirdCountry = !Countries.IsInEea(r.Country) }),
        Retention = new { Period = purpose.Retention.Iso, After = purpose.Retention.AfterKey },
        Proof = purpose.ProofYears == 0 ? null : new { Period = $"P{purpose.ProofYears}Y", After = "end-of-year-of-withdrawal" },
        Said = row.Cells,
    };
}
