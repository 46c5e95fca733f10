using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Publishing;
using Site.Web;

namespace Site;

/// <summary>Starts the site or a command. What an operator can mend is told in a sentence each on <c>error</c>, with exit code 1; a fault of our own shows its stack.</summary>
internal static class Start
{
    private const string HostLog = "Microsoft.Extensions.Hosting.Internal.Host";

    internal static async Task<int> Run(string[] args, TextWriter error)
    {
        try
        {
            return await (Commands.Asks(args) ? Commands.Run(args) : Program.Serve(args));
        }
        catch (Exception e) when (Sentences(e) is { Length: > 0 } sentences)
        {
            await error.WriteLineAsync(string.Join(Environment.NewLine, sentences));
            return 1;
        }
    }

    /// <summary>Keeps the host from logging, with its whole stack, what <see cref="Run"/> says in a sentence.</summary>
    internal static void Quiet(WebApplicationBuilder builder)
    {
        var started = new Started();
        builder.Services.AddHostedService(_ => started);
        builder.Logging.AddFilter(HostLog, level => started.IsSo && level >= LogLevel.Information);
    }

    private static string[] Sentences(Exception failure) => failure switch
    {
        AggregateException all => all.InnerExceptions.Select(Sentences).ToArray() is var each && each.All(s => s.Length > 0) ? [.. each.SelectMany(s => s).Distinct()] : [],
        OptionsValidationException bad => [.. bad.Failures],
        ContentException broken => ["The content is broken and nothing of it goes live:", .. broken.Errors.Select(e => e.ToString())],
        IOException { InnerException: AddressInUseException } => [$"{failure.Message} End what runs there, or start with --urls http://localhost:PORT and Site__PublicUrl set to the same."],
        FileNotFoundException or DirectoryNotFoundException => [failure.Message],
        UnauthorizedAccessException => [$"{failure.Message} Let the site's account in there."],
        _ => DatabaseErrors.Mend(failure) is { } mend ? [mend] : [],
    };

    private sealed class Started : OnceStarted
    {
        internal bool IsSo { get; private set; }

        public override Task StartedAsync(CancellationToken cancellationToken)
        {
            IsSo = true;
            return Task.CompletedTask;
        }
    }
}
