namespace Site.Mail;

/// <summary>
/// Whether the mail server is believed when it says that there is nobody at an address. One that says so of most, as a relay does that was set up wrongly, speaks of
/// itself: nobody is suppressed for that, and their letters wait. Remembers its latest answers; may be asked by many at once.
/// </summary>
internal sealed class Credence
{
    private const int Latest = 20;
    private const int MostUnknown = 10;

    private readonly Lock _lock = new();
    private readonly Queue<bool> _isUnknown = new(Latest + 1);

    /// <summary>It took a letter.</summary>
    internal void Took() => Remember(isUnknown: false);

    /// <summary>It says that there is nobody. True if that is to be believed.</summary>
    internal bool IsBelieved()
    {
        lock (_lock)
        {
            Remember(isUnknown: true);
            return _isUnknown.Count(unknown => unknown) <= MostUnknown;
        }
    }

    private void Remember(bool isUnknown)
    {
        lock (_lock)
        {
            _isUnknown.Enqueue(isUnknown);
            if (_isUnknown.Count > Latest)
            {
                _isUnknown.Dequeue();
            }
        }
    }
}
