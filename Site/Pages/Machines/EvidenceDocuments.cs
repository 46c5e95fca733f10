using Site.Evidence;

namespace Site.Pages.Machines;

/// <summary>What everybody may hold the evidence to (rule C4): the checkpoint published last [c2sp.org/tlog-checkpoint], and the keys that sign, one a line.</summary>
internal static class EvidenceDocuments
{
    internal const string Checkpoint = "/.well-known/evidence/checkpoint";
    internal const string Keys = "/.well-known/evidence/keys";

    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    internal static void MapEvidenceDocuments(this WebApplication app)
    {
        app.MapMethods(Checkpoint, _methods, async (LogBook logs, HttpResponse response) => await logs.Published() is { } published
            ? MachineDocument.Text(published.Note).Answer(response)
            : Results.NotFound());
        app.MapMethods(Keys, _methods, async (LogBook logs, HttpResponse response) =>
            MachineDocument.Text(string.Concat((await logs.Keys()).Select(k => $"{k.Key}\n"))).Answer(response));
    }
}
