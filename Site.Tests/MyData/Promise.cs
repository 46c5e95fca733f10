using Site.Declarations;

namespace Site.Tests.MyData;

/// <summary>What must be left of a scenario, worked out value by value and day by day, without anything that the site itself reckons with.</summary>
internal static class Promise
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>"2 field1" for each answer, "2 purpose1" for each basis, "2" for each submission, "person 3" for each person that must be left.</summary>
    internal static IEnumerable<string> Left(Scenario s)
    {
        for (var i = 0; i < s.SignUps.Count; i++)
        {
            if (IsLeft(s, s.SignUps[i]))
            {
                yield return $"{i}";
                yield return $"person {s.SignUps[i].Person}";
                foreach (var field in Enumerable.Range(1, s.Fields.Count - 1).Where(f => IsNeeded(s, s.SignUps[i], f)))
                {
                    yield return $"{i} field{field}";
                }

                foreach (var basis in Enumerable.Range(0, s.Purposes.Count).Where(p => IsBasisLeft(s, s.SignUps[i], p)))
                {
                    yield return $"{i} purpose{basis}";
                }
            }
        }
    }

    // The first field is the address.
    private static bool IsLeft(Scenario s, ScenarioSignUp signUp) =>
        IsNeeded(s, signUp, 0) || IsProved(s, signUp) || Time(s.Now) - Time(signUp.Requested) < TimeSpan.FromDays(1);

    private static bool IsNeeded(Scenario s, ScenarioSignUp signUp, int field) =>
        Enumerable.Range(0, s.Purposes.Count).Any(p => (s.Fields[field] & 1 << p) != 0 && Needs(s, signUp, s.Purposes[p], signUp.Bases[p]));

    // A service that has ended leaves nothing behind; a consent is its own proof.
    private static bool IsBasisLeft(Scenario s, ScenarioSignUp signUp, int purpose) => IsThere(s.Purposes[purpose], signUp.Bases[purpose])
        && (s.Purposes[purpose].IsConsent || Needs(s, signUp, s.Purposes[purpose], signUp.Bases[purpose]));

    private static bool Needs(Scenario s, ScenarioSignUp signUp, ScenarioPurpose purpose, ScenarioBasis basis)
    {
        if (!IsThere(purpose, basis))
        {
            return false;
        }

        if (purpose.IsConsent)
        {
            return basis.Ended is not { } withdrawn || basis.IsLive && Time(s.Now) < After(Time(withdrawn), purpose.Retention);
        }

        int? happened = purpose.Retention.After switch { RetentionEvent.WebinarEnd => s.WebinarEnd, RetentionEvent.Confirmation => signUp.Confirmed, _ => signUp.Requested };
        return basis.Ended is null && (happened is null || Time(s.Now) < After(Time(happened.Value), purpose.Retention));
    }

    private static bool IsProved(Scenario s, ScenarioSignUp signUp) => Enumerable.Range(0, s.Purposes.Count).Any(p =>
        s.Purposes[p].ProofYears is var years and > 0 && IsThere(s.Purposes[p], signUp.Bases[p]) && signUp.Bases[p] is { IsLive: true, Ended: { } ended }
        && YearInBerlin(s.Now) <= YearInBerlin(ended) + years);

    internal static bool IsThere(ScenarioPurpose purpose, ScenarioBasis basis) => basis.IsThere || !purpose.HasBox;

    private static DateTime Time(int halfHours) => new DateTime(2027, 11, 28, 0, 0, 0, DateTimeKind.Utc).AddMinutes(30L * halfHours);

    private static int YearInBerlin(int halfHours) => TimeZoneInfo.ConvertTimeFromUtc(Time(halfHours), _berlin).Year;

    private static DateTime After(DateTime start, Retention period)
    {
        if (period.Unit == RetentionUnit.Day)
        {
            return start.AddHours(24 * period.Amount);
        }

        var months = start.Month - 1 + period.Amount * (period.Unit == RetentionUnit.Year ? 12 : 1);
        var (year, month) = (start.Year + months / 12, months % 12 + 1);
        return start.Day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, start.Day, 0, 0, 0, DateTimeKind.Utc) + start.TimeOfDay
            : new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
    }
}
