using Site.Data;

namespace Site.Evidence;

/// <summary>Signs heads with the key of today, and hands over from one key to the next (rule C4).</summary>
public sealed class Signatures(SiteDb db, LogBook logs, EvidenceKeys keys, EvidenceLog evidence)
{
    internal async Task<bool> KeyHasChanged() => (await logs.Keys()).LastOrDefault() is { } last && last.Key != keys.Signer(last.Name).Key;

    /// <summary>Adds to the save of the caller the signed checkpoint, and which key signs from here on if it is a new one. The key before signs with it.</summary>
    /// <exception cref="EvidenceException">The key before is not given.</exception>
    internal async Task<Checkpoint> Sign(Log log, TreeHead head, bool isPublic)
    {
        var (signer, last) = (keys.Signer(await logs.KeyName()), (await logs.Keys()).LastOrDefault());
        var isNew = last is null || last.Key != signer.Key;
        var note = isNew && last is not null ? HandOver(head, signer, last.Key) : SignedNote.Sign(head.Text, signer);
        var checkpoint = new Checkpoint { Log = log.Number, Size = head.Size, At = head.At, IsPublic = isPublic, Note = note.ToString() };
        db.Add(checkpoint);
        db.AddRange(isNew ? [new SigningKey { Name = signer.Key.Name, PublicKey = signer.Key.PublicKey, From = checkpoint }] : Array.Empty<object>());
        return checkpoint;
    }

    private SignedNote HandOver(TreeHead head, NoteSigner signer, NoteKey last)
    {
        if (keys.Previous(last.Name) is not { } previous || previous.Key != last)
        {
            throw new EvidenceException($"Evidence__Key is not the key that signed until now, {last}: set Evidence__PreviousKey to that one until the next checkpoint.");
        }

        evidence.Append(Act.KeyChanged, subject: null, about: null, new { From = last.ToString(), To = signer.Key.ToString(), AtSize = head.Size });
        return SignedNote.Sign(head.Text, signer, previous);
    }
}
