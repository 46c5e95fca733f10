using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.Text;

namespace Site.Mail;

/// <summary>
/// The MIME message of a letter: text and HTML as alternatives, the logo related to the HTML, a calendar both as an alternative (so that
/// mail programs offer it) and attached (so that people can open it) (RFC 2046, RFC 6047). The same letter gives the same bytes.
/// </summary>
internal static class LetterMessage
{
    private const int LineLength = 78;

    internal static MimeMessage Build(Letter letter, Envelope envelope, string html, string text, string logoId)
    {
        var id = envelope.Id;
        var alternative = new MultipartAlternative { Boundary = Boundary(id, 1) };
        alternative.Add(Text(TextFormat.Plain, text));
        alternative.Add(letter.Brand.LogoPng.Length > 0 ? WithLogo(Text(TextFormat.Html, html), letter.Brand, logoId, Boundary(id, 2)) : Text(TextFormat.Html, html));
        var message = Headed(letter, envelope);
        message.Body = WithFiles(alternative, letter, Boundary(id, 3));
        message.Prepare(EncodingConstraint.SevenBit, LineLength);
        return message;
    }

    private static MimeMessage Headed(Letter letter, Envelope envelope)
    {
        var from = MailboxAddress.Parse(envelope.From);
        var message = new MimeMessage
        {
            MessageId = envelope.MessageId,
            Date = envelope.At.ToDateTimeOffset(),
            Subject = OneLine(letter.Subject),
        };
        message.Headers.Remove(HeaderId.From);
        message.From.Add(new MailboxAddress(OneLine(from.Name is { Length: > 0 } name ? name : letter.Brand.Name), from.Address));
        message.Headers.Add(To(envelope.Recipient));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        if (letter.Unsubscribe is { } address)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{address}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        AnswersTo(message, letter.Brand, from);
        return message;
    }

    // In brackets, which MimeKit leaves out where there is no name: without them and with a picture a letter looks like spam to SpamAssassin.
    private static Header To(string recipient)
    {
        var header = new Header(HeaderId.To, "");
        header.SetRawValue(Encoding.UTF8.GetBytes($" <{new MailboxAddress("", recipient).GetAddress(idnEncode: true)}>\r\n"));
        return header;
    }

    private static void AnswersTo(MimeMessage message, LetterBrand brand, MailboxAddress from)
    {
        if (!string.Equals(brand.Email, from.Address, StringComparison.OrdinalIgnoreCase))
        {
            message.ReplyTo.Add(new MailboxAddress(OneLine(brand.Name), brand.Email));
        }
    }

    private static TextPart Text(TextFormat format, string text)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.ContentType.Charset = "utf-8";
        part.Content = Encoded(ContentEncoding.QuotedPrintable, Encoding.UTF8.GetBytes(text));
        return part;
    }

    // Encoded here, once: a message is written to measure it, to sign it and to send it.
    private static MimeContent Encoded(ContentEncoding encoding, byte[] bytes)
    {
        IMimeEncoder encoder = encoding == ContentEncoding.QuotedPrintable ? new QuotedPrintableEncoder() : new Base64Encoder();
        var encoded = new byte[encoder.EstimateOutputLength(bytes.Length)];
        return new MimeContent(new MemoryStream(encoded, 0, encoder.Flush(bytes, 0, bytes.Length, encoded), writable: false), encoding);
    }

    private static MultipartRelated WithLogo(TextPart html, LetterBrand brand, string logoId, string boundary)
    {
        var logo = new MimePart("image", "png")
        {
            Content = Encoded(ContentEncoding.Base64, brand.LogoPng),
            ContentId = logoId,
            ContentDisposition = new ContentDisposition(ContentDisposition.Inline) { FileName = "logo.png" },
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        return new MultipartRelated { html, logo }.With(boundary);
    }

    private static MimeEntity WithFiles(MultipartAlternative alternative, Letter letter, string boundary)
    {
        if (letter.Calendar is not null)
        {
            alternative.Add(Calendar(letter.Calendar));
        }

        var files = letter.Files.Select(f => Attached(new MimePart(ContentType.Parse(f.MediaType)) { Content = Encoded(ContentEncoding.Base64, f.Bytes), ContentTransferEncoding = ContentEncoding.Base64 }, f.Name));
        List<MimePart> attached = [.. letter.Calendar is { } calendar ? [Attached(Calendar(calendar), "webinar.ics")] : Array.Empty<MimePart>(), .. files];
        return attached.Count == 0 ? alternative : Mixed([alternative, .. attached]).With(boundary);
    }

    private static Multipart Mixed(IEnumerable<MimeEntity> parts)
    {
        var mixed = new Multipart("mixed");
        foreach (var part in parts)
        {
            mixed.Add(part);
        }

        return mixed;
    }

    private static T Attached<T>(T part, string name)
        where T : MimePart
    {
        part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name };
        part.ContentType.Name = name;
        return part;
    }

    private static TextPart Calendar(CalendarPart calendar)
    {
        var part = new TextPart("calendar") { ContentTransferEncoding = ContentEncoding.Base64 };
        part.ContentType.Charset = "utf-8";
        part.Content = Encoded(ContentEncoding.Base64, Encoding.UTF8.GetBytes(calendar.Text));
        part.ContentType.Parameters["method"] = calendar.Method;
        return part;
    }

    private static T With<T>(this T multipart, string boundary)
        where T : Multipart
    {
        multipart.Boundary = boundary;
        return multipart;
    }

    private static string Boundary(Guid letter, int number) => string.Create(CultureInfo.InvariantCulture, $"=_{number}_{letter:N}");

    // No header can be begun by what stands in another (rule M1).
    private static string OneLine(string value) => string.Concat(value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}
