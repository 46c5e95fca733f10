using System.ComponentModel.DataAnnotations;
using Site.Mail;

namespace Site.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public void Validate_TheDefaults_AreFine() => Assert.Empty(Check(new MailOptions()));

    [Fact]
    public void Validate_APasswordInClearText_IsRefused() => Assert.Contains(
        "Mail__Security", Assert.Single(Check(new MailOptions { Host = "mail.example.org", Security = MailSecurity.None, User = "u", Password = "p" })), StringComparison.Ordinal);

    [Fact]
    public void Validate_AUserWithoutPassword_IsRefused() => Assert.Contains("Mail__Password", Assert.Single(Check(new MailOptions { User = "u" })), StringComparison.Ordinal);

    [Fact]
    public void Validate_ASenderThatIsNoAddress_IsRefused() => Assert.Contains("Mail__From", Assert.Single(Check(new MailOptions { From = "nobody" })), StringComparison.Ordinal);

    [Fact]
    public void Validate_AClaimThatEndsBeforeItsLetterMayHaveArrived_IsRefused() => Assert.Contains(
        "Mail__ClaimLasts", Assert.Single(Check(new MailOptions { ClaimLasts = TimeSpan.FromSeconds(90) })), StringComparison.Ordinal);

    [Fact]
    public void Validate_ASweepOfNothing_IsRefused() => Assert.Contains("Mail__Sweep", Assert.Single(Check(new MailOptions { Sweep = TimeSpan.Zero })), StringComparison.Ordinal);

    private static List<string> Check(MailOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.ConvertAll(r => r.ErrorMessage ?? "");
    }
}
