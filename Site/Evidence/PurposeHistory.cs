using Site.Declarations;

namespace Site.Evidence;

/// <summary>How a purpose of a submission stands. A box left empty is a no; a yes counts only once it is confirmed.</summary>
public enum PurposeState
{
    Refused,
    Asked,
    Live,
    Ended,
}

/// <summary>From <paramref name="By"/> on the purpose stood so.</summary>
public sealed record PurposeStep(PurposeState State, ReceiptEvent By);

/// <summary>What became of one purpose of a submission, by the events of its receipt, in their order.</summary>
public static class PurposeHistory
{
    public static IReadOnlyList<PurposeStep> Of(Receipt receipt, FormPurpose purpose)
    {
        var steps = new List<PurposeStep>();
        foreach (var happened in receipt.Events)
        {
            if (Next(purpose, steps.LastOrDefault()?.State, happened, receipt.Form.Key) is { } state)
            {
                steps.Add(new PurposeStep(state, happened));
            }
        }

        return steps;
    }

    private static PurposeState? Next(FormPurpose purpose, PurposeState? now, ReceiptEvent happened, string form) => happened.Act switch
    {
        Act.Requested => happened.Ticked(purpose.Key) ?? !purpose.HasBox ? PurposeState.Asked : PurposeState.Refused,
        Act.Granted when happened.Purpose == purpose.Key => PurposeState.Live,
        Act.Confirmed when purpose.Basis != LegalBasis.Consent && now != PurposeState.Refused => PurposeState.Live,
        Act.Withdrawn when happened.Purpose == purpose.Key => PurposeState.Ended,
        Act.Cancelled when EndsWithTheForm(purpose, now, form) => PurposeState.Ended,
        _ => null,
    };

    // As the way out does it: a consent that is live already is its own promise, unless the form was about nothing else.
    private static bool EndsWithTheForm(FormPurpose purpose, PurposeState? now, string form) =>
        now == PurposeState.Asked || now == PurposeState.Live && (purpose.Basis != LegalBasis.Consent || purpose.Key == form.Split('/')[0]);
}
