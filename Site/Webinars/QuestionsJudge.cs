using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>Has a webinar's own question wait for approval where it is to serve more purposes than it, or a field of its name, did before.</summary>
internal sealed class QuestionsJudge : IContentJudge
{
    public async Task Judge(ContentChange change, SiteDb db)
    {
        var live = change.Live.Part<WebinarList>();
        foreach (var webinar in change.Next.Part<WebinarList>().BySlug.Values)
        {
            var questions = live.Find(webinar.Slug)?.Questions ?? new Dictionary<string, Field>();
            foreach (var waiting in await TermsJudge.Fields(questions, webinar.Questions, $"webinars/{webinar.Slug}/webinar.yml", key => $"questions.{key}", db))
            {
                change.Wait(waiting);
            }
        }
    }
}
