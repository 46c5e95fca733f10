using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Prospects;
using Site.SignUps;

namespace Site.MyData.Access;

/// <summary>Puts answers right at the person's wish (Art. 16 GDPR): at once, on record by the names of the fields, and never by their values.</summary>
public sealed class Corrections(SiteDb db, EvidenceLog evidence, IClock clock)
{
    /// <summary>What a person may put right of a sign-up: its form with those fields alone.</summary>
    public static Form FormOf(HeldSignUp held) => held.Form with
    {
        Fields = held.Correctable,
        Groups = [.. held.Form.Groups.Where(g => held.Correctable.Any(f => f.Group == g.Key))],
        Purposes = [.. held.Needed.Select(p => p with { HasBox = false })],
    };

    /// <summary>What stands there now.</summary>
    public static FormInput InputOf(HeldSignUp held) =>
        FormInput.Empty with { Values = held.Answers.ToDictionary(a => a.Field.Key, a => a.Value, StringComparer.Ordinal) };

    /// <summary>Stores what differs; an answer that is emptied is erased. Returns the keys of what changed.</summary>
    /// <param name="input">Valid, read by <see cref="FormOf"/>.</param>
    public Task<IReadOnlyList<string>> Correct(HeldPerson person, HeldSignUp held, FormInput input) => db.InTransaction<IReadOnlyList<string>>(async () =>
    {
        // It may have ended, or gone, since it was shown.
        if (!await db.Set<SignUp>().AnyAsync(s => s.Id == held.SignUp.Id && s.CancelledAt == null && s.ReplacedAt == null))
        {
            return [];
        }

        var answers = await db.Set<Answer>().Where(a => a.SignUpId == held.SignUp.Id).ToListAsync();
        List<string> changed = [.. held.Correctable.Select(f => f.Key).Where(key => Put(answers.Find(a => a.Field == key), key, input.Values.GetValueOrDefault(key, ""), held.SignUp))];
        if (changed.Count > 0)
        {
            evidence.Append(Act.Corrected, person.Person.PublicId, held.SignUp.PublicId, new { By = AccessPasses.ByPerson, Fields = changed });
            db.Add(new Use
            {
                ProspectId = person.Person.Id,
                At = clock.GetCurrentInstant(),
                By = AccessPasses.ByPerson,
                What = "corrected",
                Fields = string.Join(',', changed),
                Submission = held.SignUp.PublicId,
            });
            await db.SaveChangesAsync();
        }

        return changed;
    });

    private bool Put(Answer? answer, string field, string value, SignUp signUp)
    {
        if ((answer?.Value ?? "") == value)
        {
            return false;
        }

        switch (answer)
        {
            case null:
                db.Add(new Answer { SignUpId = signUp.Id, Field = field, Value = value });
                break;
            case not null when value.Length == 0:
                db.Remove(answer);
                break;
            default:
                answer.Value = value;
                break;
        }

        return true;
    }
}
