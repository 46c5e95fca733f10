using CsCheck;

namespace Site.Tests.Evidence;

/// <summary>How a log comes about: what is done one after the other, and how it is spoiled at the end.</summary>
internal sealed record RandomLog(IReadOnlyList<LogStep> Steps, Spoil Spoil, int Where)
{
    private static readonly Gen<LogStep> _step = Gen.Select(
        Gen.Frequency((5, Gen.Const(LogDeed.Append)), (1, Gen.Const(LogDeed.Erase)), (1, Gen.Const(LogDeed.Seal))), Gen.Int[0, 2], Gen.Int[1, 3], (deed, person, events) => new LogStep(deed, person, events));

    internal static readonly Gen<RandomLog> Any = Gen.Select(
        _step.Array[1, 12], Gen.Frequency((1, Gen.Const(Spoil.Nothing)), (3, Gen.Enum<Spoil>().Where(s => s != Spoil.LastCheckpointDeleted))), Gen.Int[0, 1_000], (steps, spoil, where) => new RandomLog(steps, spoil, where));

    public override string ToString() => $"{string.Join(' ', Steps.Select(s => $"{s.Deed}{s.Person}x{s.Events}"))} {Spoil}@{Where}";
}

internal sealed record LogStep(LogDeed Deed, int Person, int Events);

internal enum LogDeed
{
    Append,
    Erase,
    Seal,
}

/// <summary>What somebody with the database in hand does to it.</summary>
internal enum Spoil
{
    Nothing,
    PayloadEdited,
    SaltEdited,
    PayloadDeleted,
    PayloadDeletedAsIfErased,
    ErasedPayloadPutBack,
    CommitmentEdited,
    EventDeleted,
    EventRewritten,
    LeafEdited,
    LeafDeleted,
    LastLeafDeleted,
    LeavesSwapped,
    EventInserted,
    EventCopied,
    CheckpointForged,
    EarlierCheckpointDeleted,
    KeyReplaced,
    SetBack,

    /// <summary>Harmless to the site, which knows the leaves themselves; whoever kept the checkpoint misses it.</summary>
    LastCheckpointDeleted,
}
