using QRCoder;

namespace Site.Pages.Staff;

/// <summary>Draws a QR code as a picture inside the page: the secret in it must not be an address of its own.</summary>
internal static class QrCode
{
    /// <summary>A <c>data:</c> address of an SVG, dark on white with its quiet zone in light and dark alike [ISO/IEC 18004].</summary>
    internal static string Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        var picture = svg.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(picture));
    }
}
