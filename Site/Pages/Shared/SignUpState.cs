using NodaTime;
using Site.Publishing;

namespace Site.Pages.Shared;

/// <summary>The stage a sign-up has reached.</summary>
public enum SignUpState
{
    Waiting,
    Confirmed,
    Cancelled,
    Replaced,
}

/// <summary>Derives the stage from its dated facts, and names it.</summary>
public static class SignUpStates
{
    public static SignUpState Of(Instant? confirmedAt, Instant? cancelledAt, Instant? replacedAt) =>
        cancelledAt is not null ? SignUpState.Cancelled
        : replacedAt is not null ? SignUpState.Replaced
        : confirmedAt is not null ? SignUpState.Confirmed
        : SignUpState.Waiting;

    public static string Name(this SignUpState state, Language language) => state switch
    {
        SignUpState.Waiting => language["wartet auf Bestätigung", "waiting for confirmation"],
        SignUpState.Confirmed => language["bestätigt", "confirmed"],
        SignUpState.Cancelled => language["abgesagt", "cancelled"],
        _ => language["ersetzt", "replaced"],
    };

    /// <summary>The class of the style sheet.</summary>
    public static string Style(this SignUpState state) => state switch
    {
        SignUpState.Confirmed => "state yes",
        SignUpState.Waiting => "state",
        _ => "state ended",
    };
}
