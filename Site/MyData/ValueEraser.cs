using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.SignUps;

namespace Site.MyData;

/// <summary>Erases single values of submissions that stay, with every copy of a letter that names one (rule P15).</summary>
public sealed class ValueEraser(SiteDb db, EvidenceLog evidence)
{
    /// <summary>Call it inside the transaction that found them. Returns how many values there were.</summary>
    internal async Task<int> Erase(List<Doomed> batch, IReadOnlyList<string> fields, string reason, CancellationToken cancellationToken)
    {
        var ids = batch.Select(d => d.Id).ToList();
        var doomed = db.Set<Answer>().Where(a => ids.Contains(a.SignUpId) && fields.Contains(a.Field));
        var erased = (await doomed.Select(a => new { a.SignUpId, a.Field }).ToListAsync(cancellationToken)).ToLookup(a => a.SignUpId, a => a.Field);
        await doomed.ExecuteDeleteAsync(cancellationToken);
        await EraseLetters([.. batch.Select(d => d.PublicId)], fields, cancellationToken);
        foreach (var signUp in batch)
        {
            evidence.Append(Act.Erased, signUp.Person, signUp.PublicId, new { Fields = erased[signUp.Id].Order(StringComparer.Ordinal), Reason = reason });
        }

        await db.SaveChangesAsync(cancellationToken);
        return erased.Sum(f => f.Count());
    }

    private async Task EraseLetters(List<Guid> submissions, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        foreach (var named in fields.Select(LetterCopy.Named))
        {
            await db.Set<LetterCopy>().Where(c => submissions.Contains(c.Submission) && c.Fields.Contains(named)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
