using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using MimeKit;
using NodaTime;
using Site.Data;
using Site.Mail.Letters;

namespace Site.Mail;

/// <summary>A letter as it leaves. <paramref name="Blanked"/> are its bytes with the tokens blanked (rule S4) and without the signature: what is kept of it.</summary>
public sealed record PrintedLetter(Parcel Parcel, IReadOnlyList<UsedField> UsedFields, byte[] Blanked)
{
    /// <summary>SHA-256 of <see cref="Blanked"/>, in hex.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Blanked));

    public string MessageId => $"<{Parcel.Message.MessageId}>";
}

/// <summary>Sets letters: HTML and text from one record, put into a message whose Message-ID and boundaries derive from the outbox row (rules M1, M4).</summary>
public sealed class LetterPrinter(
    IServiceProvider services, ILoggerFactory loggers, LetterTokens tokens, Verp verp, Dkim dkim, IOptions<MailOptions> mail, IOptions<SiteOptions> site, IClock clock)
{
    private const string LogoId = "logo";

    private static readonly SearchValues<char> _inTokens = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Lines end as they do on the wire, so that the digest is the one of what the server gets.</summary>
    internal static readonly FormatOptions Wire = MakeWire();

    /// <summary>The row's prospect must be loaded.</summary>
    public Task<PrintedLetter> Print(Letter letter, OutboxRow row) =>
        Print(letter, row.PublicId, row.Prospect?.Address ?? throw new InvalidOperationException($"The prospect of letter {row.PublicId} is not loaded."));

    /// <param name="id">Message-ID and boundaries derive from it.</param>
    public async Task<PrintedLetter> Print(Letter letter, Guid id, string recipient)
    {
        var envelope = new Envelope(id, recipient, mail.Value.From ?? letter.Brand.Email, new Uri(site.Value.PublicUrl).IdnHost, clock.GetCurrentInstant());
        var html = await Html(letter);
        var text = LetterText.Write(letter);
        var message = LetterMessage.Build(letter, envelope, html, text, LogoId);
        var blanked = LetterMessage.Build(letter with { Unsubscribe = letter.Unsubscribe is { } address ? Blank(address) : null }, envelope, Blank(html, letter), Blank(text, letter), LogoId);
        // What is kept has its tokens blanked, and the signature is one over the bytes that left: the copy does not claim it.
        dkim.Sign(message);
        var parcel = new Parcel(id, message, verp.Sender(id) ?? (MailboxAddress)message.From[0], new MailboxAddress("", recipient));
        return new PrintedLetter(parcel, letter.UsedFields, Bytes(blanked));
    }

    /// <summary>The HTML part; the logo is the related part "logo".</summary>
    public async Task<string> Html(Letter letter)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(LetterLayout.Letter)] = letter,
                [nameof(LetterLayout.LogoId)] = letter.Brand.LogoPng.Length > 0 ? LogoId : null,
            });
            return (await renderer.RenderComponentAsync<LetterLayout>(parameters)).ToHtmlString();
        });
    }

    private string Blank(string part, Letter letter) => Blank(letter.Secret is { } secret ? part.Replace(secret, new string('.', secret.Length), StringComparison.Ordinal) : part);

    private string Blank(string part)
    {
        var (blanked, at) = (part.ToCharArray(), 0);
        while (part.AsSpan(at).IndexOfAny(_inTokens) is >= 0 and var skipped)
        {
            at += skipped;
            var length = part.AsSpan(at).IndexOfAnyExcept(_inTokens) is >= 0 and var end ? end : part.Length - at;
            if (length is >= LetterTokens.MinCharacters and <= LetterTokens.MaxCharacters && tokens.Read(part.Substring(at, length)) is not null)
            {
                blanked.AsSpan(at, length).Fill('.');
            }

            at += length;
        }

        return new string(blanked);
    }

    private static byte[] Bytes(MimeMessage message)
    {
        using var bytes = new MemoryStream(capacity: 64 * 1024);
        message.WriteTo(Wire, bytes);
        return bytes.ToArray();
    }

    private static FormatOptions MakeWire()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }
}

/// <summary>Who it is from, whom it goes to and under which id.</summary>
/// <param name="Host">Right side of the Message-ID.</param>
internal sealed record Envelope(Guid Id, string Recipient, string From, string Host, Instant At)
{
    internal string MessageId => $"{Id:N}@{Host}";
}
