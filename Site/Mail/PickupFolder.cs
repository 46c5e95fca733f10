using Microsoft.Extensions.Options;
using Site.Data;

namespace Site.Mail;

/// <summary>The folder letters are written to when no mail server is set: <c>Mail__PickupFolder</c>, or <c>mail</c> in the var folder.</summary>
public sealed class PickupFolder(IOptions<MailOptions> options, IHostEnvironment environment, IConfiguration configuration)
{
    /// <summary>Made if missing.</summary>
    public string Path => Directory.CreateDirectory(
        options.Value.PickupFolder ?? System.IO.Path.Combine(VarFolder.Of(environment, configuration), "mail")).FullName;
}
