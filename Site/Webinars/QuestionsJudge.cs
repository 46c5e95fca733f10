using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>Has a webinar's own question wait for approval where it, or a field of its name, served less before or said something else beside it.</summary>
internal sealed class QuestionsJudge(FieldTerms fields) : IContentJudge
{
    public async Task Judge(ContentChange change, SiteDb db)
    {
        var live = change.Live.Part<WebinarList>();
        foreach (var webinar in change.Next.Part<WebinarList>().BySlug.Values)
        {
            var questions = live.Find(webinar.Slug)?.Questions ?? new Dictionary<string, Field>();
            foreach (var waiting in await fields.Between(change, questions, webinar.Questions, Webinar.FileOf(webinar.Slug), key => $"questions.{key}"))
            {
                change.Wait(waiting);
            }
        }
    }
}
