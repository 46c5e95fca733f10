using System.CommandLine;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Publishing;
using Site.Staff;

namespace Site;

/// <summary>What can be done on the command line: <c>dotnet run --project Site -- COMMAND --help</c>.</summary>
internal static class Commands
{
    /// <summary>True if the arguments name a command, be there one of this name or not; otherwise they are settings of the site that is to be served.</summary>
    internal static bool Asks(string[] args) => args is [var first, ..] && (first is "--help" or "-h" or "-?" || !(first[..1] is "-" or "/" || first.Contains('=')));

    internal static Task<int> Run(string[] args)
    {
        var root = new RootCommand("The site. Without a command it is served.")
        {
            Migrate(), CheckContent(), Content(), Staff(), EvidenceCommands.Verify(), ExportCommand.Export(), AnnounceCommand.Announce(), EvidenceCommands.Restore(), Health(),
        };
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static Command Migrate() => Does("migrate", "Brings the database up to date.", async (services, _) =>
    {
        await services.GetRequiredService<SiteDb>().Database.BringUpToDate();
        await services.GetRequiredService<StaffDb>().Database.BringUpToDate();
        // Makes its tables when it is opened; the site's own login then needs no right to.
        services.GetRequiredService<JobStorage>();
        Console.WriteLine("The database is up to date.");
        return 0;
    });

    private static Command CheckContent()
    {
        var folder = new Argument<string?>("folder") { Description = "The folder that holds site.yml; the live site's Content__Folder unless given.", DefaultValueFactory = _ => null };
        return Does("check-content", "Checks a content folder and names every fault with file, line and reason.", (services, parsed) =>
        {
            try
            {
                var files = ContentFile.ReadFolder(parsed.GetValue(folder) ?? Shipped(services));
                services.GetRequiredService<ContentCheck>().Files(files);
                Console.WriteLine($"{files.Count} files, no faults.");
                return Task.FromResult(0);
            }
            catch (ContentException broken)
            {
                Console.Error.WriteLine(broken.Message);
                return Task.FromResult(1);
            }
        }, folder);
    }

    private static string Shipped(IServiceProvider services) =>
        VarFolder.Absolute(services.GetRequiredService<IHostEnvironment>(), services.GetRequiredService<IOptions<ContentOptions>>().Value.Folder);

    private static Command Content()
    {
        var folder = new Argument<string>("folder") { Description = "Where the files go; made if missing." };
        var export = Does("export", "Writes the live content to a folder, for git.", async (services, parsed) =>
        {
            var root = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var files = await services.GetRequiredService<SiteDb>().Set<LiveFile>().Select(f => new { f.Path, f.Revision!.Bytes }).ToListAsync();
            foreach (var file in files)
            {
                var path = Path.Combine(root, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
                await File.WriteAllBytesAsync(path, file.Bytes);
            }

            Console.WriteLine($"{files.Count} files written to {root}.");
            return 0;
        }, folder);
        return new Command("content", "The live content.") { export };
    }

    private static Command Staff()
    {
        var roles = new Argument<string[]>("roles")
        {
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
            Description = $"What the account may do beyond every member: \"{StaffRoles.Privacy}\" approves changed terms. The first account may do all of it.",
        };
        roles.AcceptOnlyFromAmong([.. StaffRoles.All]);
        var invite = Does("invite", "Prints a one-time link that makes a staff account. It works for 24 hours.", async (services, parsed) =>
        {
            var invitations = services.GetRequiredService<Invitations>();
            Console.WriteLine(invitations.Link(await invitations.Create([.. (parsed.GetValue(roles) ?? []).Distinct()])));
            return 0;
        }, roles);
        return new Command("staff", "Staff accounts.") { invite };
    }

    // Also the health check of the container, which has no curl.
    private static Command Health()
    {
        var url = new Argument<string>("url") { DefaultValueFactory = _ => "http://127.0.0.1:8080/health", Description = "What to ask." };
        var command = new Command("health", "Asks a running site whether it answers; exit code 0 if it does.") { url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            try
            {
                using var answer = await client.GetAsync(parsed.GetRequiredValue(url), cancellation);
                return answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (HttpRequestException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return command;
    }

    /// <summary>A command that works with the site's parts, none of it being served.</summary>
    internal static Command Does(string name, string description, Func<IServiceProvider, ParseResult, Task<int>> work, params Symbol[] parameters)
    {
        var command = new Command(name, description);
        parameters.OfType<Argument>().ToList().ForEach(command.Add);
        parameters.OfType<Option>().ToList().ForEach(command.Add);

        command.SetAction(async (parsed, _) =>
        {
            await using var app = Program.Build([]);
            // A provider misspelt would otherwise be taken for SQLite.
            app.Services.GetRequiredService<IOptionsMonitor<DatabaseOptions>>().Get(Options.DefaultName);
            await using var scope = app.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider, parsed);
        });
        return command;
    }
}
