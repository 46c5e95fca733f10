using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Site.Tests.Support;

/// <summary>One connection to the test's mailbox.</summary>
internal sealed partial class ImapSession(NetworkStream stream, ImapServer server, CancellationToken stop) : IDisposable
{
    private readonly StreamReader _reader = new(stream, Encoding.Latin1);
    private bool _open = true;

    private List<ImapMessage> Inbox => [.. server.Messages];

    public void Dispose() => _reader.Dispose();

    internal async Task Run()
    {
        await Say("* OK ready");
        while (_open && await _reader.ReadLineAsync(stop) is { } line)
        {
            var words = line.Split(' ', 3);
            await Answer(words[0], words[1].ToUpperInvariant(), words.ElementAtOrDefault(2) ?? "");
        }
    }

    private Task Answer(string tag, string command, string rest) => command switch
    {
        "CAPABILITY" => Done(tag, $"* CAPABILITY IMAP4rev1{(server.CanExpunge ? " UIDPLUS" : "")}"),
        "LOGIN" => Quoted(rest) is [ImapServer.User, ImapServer.Password] ? Done(tag) : Say($"{tag} NO [AUTHENTICATIONFAILED] wrong password"),
        "LIST" => List(tag, Quoted(rest)[^1]),
        "SELECT" => Select(tag),
        "UID" => Uid(tag, rest.Split(' ', 3)),
        "LOGOUT" => Bye(tag),
        _ => Done(tag),
    };

    private Task List(string tag, string name) => name.Length == 0
        ? Done(tag, "* LIST (\\Noselect) \"/\" \"\"")
        : Done(tag, name is "*" or "%" or "INBOX" ? ["* LIST (\\HasNoChildren) \"/\" \"INBOX\""] : []);

    private async Task Select(string tag)
    {
        foreach (var line in new[] { "* FLAGS (\\Seen \\Deleted)", $"* {Inbox.Count} EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 1] .", "* OK [UIDNEXT 1000] .", "* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ." })
        {
            await Say(line);
        }

        await Say($"{tag} OK [READ-WRITE] done");
    }

    private Task Uid(string tag, string[] words) => words[0].ToUpperInvariant() switch
    {
        "SEARCH" => Done(tag, $"* SEARCH{string.Concat(Inbox.Where(m => !m.IsSeen).Select(m => $" {m.Uid}"))}"),
        "FETCH" => Fetch(tag, Of(words[1]), words[2].Contains("BODY", StringComparison.OrdinalIgnoreCase)),
        "STORE" => Store(tag, Of(words[1]), words[2]),
        "EXPUNGE" => Expunge(tag, Of(words[1])),
        _ => Done(tag),
    };

    private async Task Fetch(string tag, List<ImapMessage> messages, bool isBody)
    {
        foreach (var message in messages)
        {
            var number = Inbox.IndexOf(message) + 1;
            if (!isBody)
            {
                await Say($"* {number} FETCH (UID {message.Uid} RFC822.SIZE {message.Bytes.Length})");
                continue;
            }

            server.Fetched++;
            await Say($"* {number} FETCH (UID {message.Uid} BODY[] {{{message.Bytes.Length}}}");
            if (server.DropsNextFetch)
            {
                server.DropsNextFetch = false;
                await stream.WriteAsync(message.Bytes.AsMemory(..(message.Bytes.Length / 2)), stop);
                _open = false;
                return;
            }

            await stream.WriteAsync(message.Bytes, stop);
            await Say(")");
        }

        await Done(tag);
    }

    private Task Store(string tag, List<ImapMessage> messages, string flags)
    {
        messages.ForEach(m => (m.IsSeen, m.IsDeleted) = (m.IsSeen || flags.Contains("Seen", StringComparison.Ordinal), m.IsDeleted || flags.Contains("Deleted", StringComparison.Ordinal)));
        return Done(tag);
    }

    private async Task Expunge(string tag, List<ImapMessage> messages)
    {
        foreach (var message in messages.Where(m => m.IsDeleted))
        {
            var number = Inbox.IndexOf(message) + 1;
            server.Messages.Remove(message);
            await Say($"* {number} EXPUNGE");
        }

        await Done(tag);
    }

    private Task Bye(string tag)
    {
        _open = false;
        return Done(tag, "* BYE");
    }

    private async Task Done(string tag, params string[] lines)
    {
        foreach (var line in lines)
        {
            await Say(line);
        }

        await Say($"{tag} OK done");
    }

    private async Task Say(string line) => await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), stop);

    private List<ImapMessage> Of(string set) => [.. Inbox.Where(m => set.Split(',').Any(range => range.Split(':') is var ends && m.Uid >= uint.Parse(ends[0], null) && m.Uid <= uint.Parse(ends[^1], null)))];

    private static List<string> Quoted(string text) => [.. Word().Matches(text).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value)];

    [GeneratedRegex("\"([^\"]*)\"|[^ \"]+")]
    private static partial Regex Word();
}
