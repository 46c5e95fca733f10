using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Publishing;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>
/// Refuses that a field or a question goes while somebody's answer to it is held: the privacy notice, the public page and the record of processing would not
/// name any more what is kept. One that is no longer asked but still declared may be kept.
/// </summary>
internal sealed class HeldAnswers(IEnumerable<IFormSource> sources) : IContentJudge
{
    private const string FieldsFile = "fields.yml";

    public async Task Judge(ContentChange change, SiteDb db)
    {
        var (live, next) = (DataUse.Of(change.Live, sources), DataUse.Of(change.Next, sources));
        var gone = live.Fields.ExceptBy(next.Fields.Select(f => f.Id), f => f.Id).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        var keys = gone.Select(f => f.Field.Key).Distinct().ToList();
        var held = await Of(db, keys).Select(a => new Held(a.Field, a.Form)).Distinct().ToListAsync();
        foreach (var field in gone)
        {
            var forms = held.Where(h => h.Field == field.Field.Key && (field.Form is null || h.Form == field.Form.Key) && !IsDeclared(h, next)).Select(h => h.Form).ToList();
            if (forms.Count > 0)
            {
                change.Refuse(FileOf(field), Reason(field, await People(db, field.Field.Key, forms)));
            }
        }
    }

    private static bool IsDeclared(Held held, DataUse use) =>
        use.Fields.Any(f => f.Field.Key == held.Field && (f.Form is null || f.Form.Key == held.Form));

    private static Task<int> People(SiteDb db, string field, List<string> forms) =>
        Of(db, [field]).Where(a => forms.Contains(a.Form)).Select(a => a.Person).Distinct().CountAsync();

    private static IQueryable<Answered> Of(SiteDb db, List<string> fields) => db.Set<Answer>().Where(a => fields.Contains(a.Field))
        .Join(db.Set<SignUp>(), a => a.SignUpId, s => s.Id, (a, s) => new Answered { Field = a.Field, Form = s.Form, Person = s.ProspectId });

    private static string FileOf(DeclaredField field) => field.Form is { } form && Webinar.SlugOf(form.Key) is { } slug ? Webinar.FileOf(slug) : FieldsFile;

    private static string Reason(DeclaredField field, int people) =>
        $"\"{(field.Form is null ? "fields" : "questions")}\" no longer declares \"{field.Field.Key}\", but the {(people == 1 ? "answer of 1 person is" : $"answers of {people} people are")} still held: "
        + (field.Form is null ? "leave it there until they are erased, and take it from the lists of the forms" : "leave it there until they are erased; to ask it no longer, move it to fields.yml");

    private sealed record Held(string Field, string Form);

    private sealed class Answered
    {
        public required string Field { get; init; }

        public required string Form { get; init; }

        public required long Person { get; init; }
    }
}
