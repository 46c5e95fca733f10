using Microsoft.Extensions.Options;

namespace Site.Mail;

/// <summary>The folder letters are written to when no mail server is set: <c>Mail__PickupFolder</c>, or <c>mail</c> in the var folder.</summary>
public sealed class PickupFolder(IOptions<MailOptions> options)
{
    /// <summary>Made if missing.</summary>
    /// <exception cref="InvalidOperationException">Letters leave by a mail server, and no folder was set.</exception>
    public string Path => Directory.CreateDirectory(
        options.Value.PickupFolder ?? throw new InvalidOperationException("Letters leave by Mail__Host: there is no pickup folder.")).FullName;
}
