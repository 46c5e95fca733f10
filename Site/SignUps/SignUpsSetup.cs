using Site.Declarations;
using Site.Mail;
using Site.Publishing;
using Site.Web;

namespace Site.SignUps;

/// <summary>Registers signing up, confirming and the ways out, with the letters that ask to confirm and that take leave.</summary>
public static class SignUpsSetup
{
    public static WebApplicationBuilder AddSignUps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SignUpOptions>(SignUpOptions.Section);
        builder.Services.AddSingleton<IFormSource, NewsletterForm>().AddContentReader<NewsletterForm>();
        builder.Services.AddSingleton<IContentJudge, HeldAnswers>().AddSingleton<IContentJudge, HeldPlaces>();
        builder.Services.AddScoped<LetterFacts>().AddScoped<LetterReading>().AddScoped<IReadsAhead>(services => services.GetRequiredService<LetterReading>());
        builder.Services.AddScoped<CalendarParts>();
        builder.Services.AddScoped<ReceiptFiles>();
        builder.Services.AddScoped<ILetterComposer, ConfirmationLetter>();
        builder.Services.AddScoped<ILetterComposer, WithdrawalLetter>();
        builder.Services.AddScoped<Seats>();
        builder.Services.AddScoped<Registrar>();
        builder.Services.AddScoped<Confirmations>();
        builder.Services.AddScoped<Endings>();
        builder.Services.AddScoped<WaysOut>();
        builder.Services.AddScoped<Blocks>();
        return builder;
    }
}
