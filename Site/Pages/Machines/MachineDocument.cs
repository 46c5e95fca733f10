using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Site.Pages.Machines;

/// <summary>A document for machines with what lets them ask again cheaply: an entity tag and, where known, the last change [RFC 9110 8.8].</summary>
internal sealed record MachineDocument(byte[] Bytes, string MediaType, Instant? Changed)
{
    internal static MachineDocument Text(string text) => new(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", null);

    internal static MachineDocument Xml(XElement root, string mediaType, Instant? changed)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" }))
        {
            root.Save(writer);
        }

        return new MachineDocument(bytes.ToArray(), $"{mediaType}; charset=utf-8", changed);
    }

    /// <summary>304 to whoever has it already. The tag is weak, for the same document goes out compressed and plain.</summary>
    internal IResult Answer(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}\"", isWeak: true);
        return Results.Bytes(Bytes, MediaType, lastModified: Changed?.ToDateTimeOffset(), entityTag: tag);
    }
}
