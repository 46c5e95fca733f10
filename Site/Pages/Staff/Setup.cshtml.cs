using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Declarations;
using Site.Pages.Admin;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Staff;

/// <summary>What an invitation's page can show.</summary>
public enum SetupState
{
    Open,
    Made,
    Gone,
    Unknown,
}

/// <summary>Makes an account through an invitation: address, password and the proof that the app holds the second factor, in one POST.</summary>
public sealed class SetupModel(
    Invitations invitations, Accounts accounts, StaffSignIn signIn, IDataProtectionProvider protection, LiveSite live, IClock clock) : PageModel
{
    private const int MinPassword = 12;
    private const int MaxPassword = 128;

    private static readonly TimeSpan _secretFor = TimeSpan.FromHours(1);

    private byte[] _secret = [];

    [FromRoute]
    public string? Token { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The new app secret on its way through the form, readable by this site and for this invitation only.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    public SetupState State { get; private set; } = SetupState.Unknown;

    public bool IsFirst { get; private set; }

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public SetupTexts Texts => SetupTexts.In(DeskLanguage.Of(HttpContext));

    public string Title => State switch
    {
        SetupState.Open => IsFirst ? Texts.TitleFirst : Texts.Title,
        SetupState.Made => Texts.MadeTitle,
        SetupState.Gone => Texts.GoneTitle,
        _ => Texts.UnknownTitle,
    };

    public IEnumerable<string> Key => Totp.Spoken(_secret);

    public string Picture => QrCode.Of(Totp.Address(_secret, live.Part<SiteSettings>().Brand.Name, Texts.AppAccount));

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("Site.Staff.Setup", Token ?? "").ToTimeLimitedDataProtector();

    public async Task<IActionResult> OnGetAsync()
    {
        await FindInvitation();
        RenewSecret();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindInvitation() is not { } invitation)
        {
            return Page();
        }

        var step = CheckSecret();
        await CheckAccount();
        if (!ModelState.IsValid || step is null)
        {
            return Refused();
        }

        return await Make(new NewAccount(Email?.Trim() ?? "", Password ?? "", _secret, step.Value), invitation);
    }

    /// <summary>Null where there is nothing to make an account with; the state says why.</summary>
    private async Task<Invitation?> FindInvitation()
    {
        var invitation = await invitations.Find(Token ?? "");
        State = invitation is null ? SetupState.Unknown : invitation.IsOpen(clock.GetCurrentInstant()) ? SetupState.Open : SetupState.Gone;
        IsFirst = invitation?.IsForFirstAccount == true;
        Response.StatusCode = State switch
        {
            SetupState.Open => StatusCodes.Status200OK,
            SetupState.Gone => StatusCodes.Status410Gone,
            _ => StatusCodes.Status404NotFound,
        };
        return State == SetupState.Open ? invitation : null;
    }

    private void RenewSecret()
    {
        _secret = Totp.NewSecret();
        Secret = Convert.ToBase64String(Protector.Protect(_secret, _secretFor));
    }

    private long? CheckSecret()
    {
        try
        {
            _secret = Protector.Unprotect(Convert.FromBase64String(Secret ?? ""));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            ModelState.Remove(nameof(Secret));
            RenewSecret();
            ModelState.AddModelError(nameof(Code), Texts.SecretExpired);
            return null;
        }

        var step = Totp.Match(_secret, Code ?? "", clock.GetCurrentInstant());
        Demand(step is not null, nameof(Code), Texts.CodeWrong);
        return step;
    }

    private async Task CheckAccount()
    {
        var email = Email?.Trim() ?? "";
        var isAddress = EmailAddress.Read(email) is not null && new EmailAddressAttribute().IsValid(email);
        Demand(isAddress, nameof(Email), Texts.EmailWrong);
        Demand(Password?.Length is >= MinPassword and <= MaxPassword, nameof(Password), Texts.PasswordWrong);
        Demand(!isAddress || !await accounts.Exists(email), nameof(Email), Texts.EmailTaken);
    }

    private async Task<IActionResult> Make(NewAccount account, Invitation invitation)
    {
        if (await accounts.Make(account, invitation) is not { } made)
        {
            State = SetupState.Gone;
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        await signIn.Admit(made.Member);
        (State, RecoveryCodes) = (SetupState.Made, made.RecoveryCodes);
        return Page();
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private void Demand(bool isRight, string field, string otherwise)
    {
        if (!isRight)
        {
            ModelState.AddModelError(field, otherwise);
        }
    }
}
