using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>Has a webinar's own question wait for approval where it is to serve more purposes than before.</summary>
internal sealed class QuestionsJudge : IContentJudge
{
    public Task Judge(ContentChange change, SiteDb db)
    {
        var live = change.Live.Part<WebinarList>();
        foreach (var webinar in change.Next.Part<WebinarList>().BySlug.Values)
        {
            var questions = live.Find(webinar.Slug)?.Questions ?? new Dictionary<string, Field>();
            foreach (var waiting in TermsJudge.Fields(questions, webinar.Questions, $"webinars/{webinar.Slug}/webinar.yml", key => $"questions.{key}"))
            {
                change.Wait(waiting);
            }
        }

        return Task.CompletedTask;
    }
}
