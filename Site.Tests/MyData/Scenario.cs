using CsCheck;
using NodaTime;
using Site.Declarations;

namespace Site.Tests.MyData;

/// <summary>A form of any purposes and fields, some who sent it, what became of each basis, and a moment to look. Times are half hours after <see cref="Day"/>.</summary>
internal sealed record Scenario(IReadOnlyList<ScenarioPurpose> Purposes, IReadOnlyList<int> Fields, IReadOnlyList<ScenarioSignUp> SignUps, int WebinarEnd, int Now)
{
    /// <summary>A leap day and the ends of years lie within what follows.</summary>
    internal static readonly Instant Day = Instant.FromUtc(2027, 11, 28, 0, 0);

    // 23:00 UTC is midnight in Berlin; on the 34th day a year begins there.
    private const int NewYear = 33 * 48 + 46;

    private static readonly Gen<int> _time = Gen.Select(
        Gen.Frequency((4, Gen.Int[0, 100]), (1, Gen.Int[0, 4 * 365])), Gen.Int[0, 3], (day, part) => new[] { day * 48, day * 48 + 24, day * 48 + 46, NewYear }[part]);

    private static readonly Gen<ScenarioPurpose> _purpose = Gen.Select(
        Gen.Enum<RetentionEvent>(), Gen.Int[0, 3], Gen.Enum<RetentionUnit>(), Gen.Int[0, 2], Gen.Bool,
        (after, amount, unit, proof, hasBox) => new ScenarioPurpose(new Retention(amount, unit, after), after == RetentionEvent.Withdrawal ? proof : 0, hasBox));

    private static readonly Gen<ScenarioBasis> _basis = Gen.Select(
        Gen.Int[0, 9], Gen.Bool, _time, (kind, isLive, ended) => new ScenarioBasis(IsThere: kind > 0, isLive, kind > 4 ? ended : null));

    internal static readonly Gen<Scenario> Any =
        from purposes in _purpose.Array[1, 4]
        from fields in Gen.Int[1, (1 << purposes.Length) - 1].Array[3, 4]
        from signUps in Gen.Select(Gen.Int[0, 5], _time, Gen.Bool, Gen.Int[0, 48 * 7], _basis.Array[purposes.Length],
            (person, requested, isConfirmed, later, bases) => new ScenarioSignUp(person, requested, isConfirmed ? requested + later : null, bases)).Array[6, 20]
        from end in _time
        from now in _time
        from look in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100], Gen.Int[0, 100])
        select new Scenario(purposes, fields, signUps, end, look.Item1 == 0 ? now : Border(purposes[look.Item2 % purposes.Length], signUps[look.Item3 % signUps.Length], end, look.Item1));

    // The very moment at which something ends, where it would be wrong first.
    private static int Border(ScenarioPurpose purpose, ScenarioSignUp signUp, int end, int kind)
    {
        var happened = purpose.Retention.After switch
        {
            RetentionEvent.Withdrawal => signUp.Bases.Select(b => b.Ended).Max() ?? end,
            RetentionEvent.WebinarEnd => end,
            RetentionEvent.Confirmation => signUp.Confirmed ?? end,
            _ => signUp.Requested,
        };
        return kind == 1 ? signUp.Requested + 48 : (int)((purpose.Retention.Ends(At(happened)) - Day).TotalMinutes / 30);
    }

    internal static Instant At(int halfHours) => Day + Duration.FromMinutes(30L * halfHours);
}

internal sealed record ScenarioPurpose(Retention Retention, int ProofYears, bool HasBox)
{
    internal bool IsConsent => Retention.After == RetentionEvent.Withdrawal;
}

/// <summary>A purpose of a submission: not there if its box stayed empty.</summary>
internal sealed record ScenarioBasis(bool IsThere, bool IsLive, int? Ended);

internal sealed record ScenarioSignUp(int Person, int Requested, int? Confirmed, IReadOnlyList<ScenarioBasis> Bases);
