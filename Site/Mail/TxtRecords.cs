using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Net;
using DnsClient;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Site.Mail;

/// <summary>Where the DNS is asked (<c>Mail__Dns</c>).</summary>
public sealed class DnsOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary>Address and port of the resolver; those of the system unless set.</summary>
    public string? Dns { get; set; }

    internal IPEndPoint? Resolver => string.IsNullOrEmpty(Dns) ? null : IPEndPoint.Parse(Dns);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Dns) && !(IPEndPoint.TryParse(Dns, out var resolver) && resolver.Port > 0))
        {
            yield return new ValidationResult("Mail__Dns must be the address and port of a resolver, like 127.0.0.1:53.");
        }
    }
}

/// <summary>The texts at one name; <paramref name="Error"/> where nobody answered, which says nothing about what stands there.</summary>
public sealed record TxtAnswer(IReadOnlyList<string> Texts, string? Error = null);

/// <summary>Asks the DNS for TXT records, a few seconds at most, and remembers each answer for a minute. It is only ever asked about domains of the settings (rule S8).</summary>
public sealed class TxtRecords(IOptions<DnsOptions> options, IClock clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly Duration _fresh = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (Instant At, Task<TxtAnswer> Answer)> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<LookupClient> _client = new(() => Client(options.Value.Resolver));

    public Task<TxtAnswer> At(string name)
    {
        var now = clock.GetCurrentInstant();
        return _known.AddOrUpdate(name, _ => (now, Ask(name)), (_, known) => now - known.At < _fresh && now >= known.At ? known : (now, Ask(name))).Answer;
    }

    private async Task<TxtAnswer> Ask(string name)
    {
        try
        {
            var answer = await _client.Value.QueryAsync(name, QueryType.TXT);
            var isThere = answer.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain;
            return isThere ? new TxtAnswer([.. answer.Answers.TxtRecords().Select(t => string.Concat(t.Text))]) : new TxtAnswer([], answer.Header.ResponseCode.ToString());
        }
        catch (Exception e) when (e is DnsResponseException or OperationCanceledException or System.Net.Sockets.SocketException or ArgumentException or InvalidOperationException)
        {
            return new TxtAnswer([], e.GetBaseException().Message);
        }
    }

    private static LookupClient Client(IPEndPoint? resolver)
    {
        var options = resolver is null ? new LookupClientOptions() : new LookupClientOptions(resolver);
        (options.Timeout, options.Retries, options.UseCache) = (_patience, 1, false);
        return new LookupClient(options);
    }
}
