using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Site.Tests.Support;

/// <summary>One connection to the test's mail server [RFC 5321]; it knows what a sender needs and no more.</summary>
internal sealed class SmtpSession(Stream stream, int number, SmtpServer server, CancellationToken stop)
{
    private readonly List<string> _recipients = [];
    private readonly PipeReader _reader = PipeReader.Create(stream);
    private string? _from;
    private string? _user;
    private bool _open = true;

    private SmtpFaults Faults => server.Faults;

    internal async Task Run()
    {
        await Greet();
        while (_open && await ReadLine() is { } line)
        {
            await Answer(line);
        }
    }

    private async Task Greet()
    {
        await Reply(Faults.InsteadOfGreeting ?? "220 mail.test ESMTP");
        _open = Faults.InsteadOfGreeting is null;
        if (Faults.GreetingOnly)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
    }

    private Task Answer(string line) => line.Split(' ', 2)[0].ToUpperInvariant() switch
    {
        "EHLO" => Reply($"250-mail.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n{(Faults.WithoutUtf8 ? "" : "250-SMTPUTF8\r\n")}{(Faults.WithoutAuth ? "" : "250-AUTH PLAIN LOGIN\r\n")}250 ENHANCEDSTATUSCODES"),
        "HELO" => Reply("250 mail.test"),
        "AUTH" => Authenticate(line.Split(' ')),
        "MAIL" => Begin(Path(line)),
        "RCPT" => AddRecipient(Path(line)),
        "DATA" => TakeMail(),
        "RSET" => Begin(null),
        "NOOP" => Reply("250 2.0.0 OK"),
        "QUIT" => Quit(),
        _ => Reply("500 5.5.1 unknown command"),
    };

    private async Task Authenticate(string[] words)
    {
        var plain = words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase);
        var first = Decode(words.Length > 2 ? words[2] : await Ask(plain ? "" : "VXNlcm5hbWU6"));
        var user = plain ? first.Split('\0')[1] : first;
        if (!plain)
        {
            await Ask("UGFzc3dvcmQ6");
        }

        _user = Faults.RefuseAuth ? null : user;
        await Reply(Faults.RefuseAuth ? "535 5.7.8 authentication credentials invalid" : "235 2.7.0 welcome");
    }

    private async Task<string> Ask(string challenge)
    {
        await Reply($"334 {challenge}");
        return await ReadLine() ?? "";
    }

    private Task Begin(string? from)
    {
        _from = from;
        _recipients.Clear();
        return Reply("250 2.1.0 OK");
    }

    private async Task AddRecipient(string address)
    {
        if (_from is null)
        {
            await Reply("503 5.5.1 MAIL first");
            return;
        }

        await Faults.BeforeRecipient(address);
        var refusal = Faults.Recipient(address);
        if (refusal is null)
        {
            _recipients.Add(address);
        }

        await Reply(refusal ?? "250 2.1.5 OK");
    }

    private async Task TakeMail()
    {
        if (_from is null || _recipients.Count == 0)
        {
            await Reply("554 5.5.1 no valid recipients");
            return;
        }

        await Reply("354 end with a dot");
        if (await ReadBytes() is { } bytes)
        {
            await Judge(new ReceivedMail(_from, [.. _recipients], bytes, number, _user));
        }

        _from = null;
        _recipients.Clear();
    }

    private async Task Judge(ReceivedMail mail)
    {
        var refusal = Faults.TakeFailure() ? "451 4.3.0 try again later" : Faults.Data(mail);
        if (refusal is not null)
        {
            await Reply(refusal);
            return;
        }

        var faults = Faults;
        await faults.BeforeKeeping(mail);
        server.Keep(mail);
        await faults.BeforeReply(mail);
        _open = !faults.OneMailPerConnection && !faults.CloseInsteadOf250;
        if (!faults.CloseInsteadOf250)
        {
            await Reply("250 2.0.0 kept");
            await faults.AfterReply(mail);
        }
    }

    private async Task<byte[]?> ReadBytes()
    {
        using var mail = new MemoryStream();
        while (await ReadRawLine() is { } line)
        {
            if (Faults.CloseDuringData)
            {
                _open = false;
                return null;
            }

            if (line.AsSpan().SequenceEqual("."u8))
            {
                return mail.ToArray();
            }

            mail.Write(line.AsSpan(line.Length > 0 && line[0] == '.' ? 1 : 0));
            mail.Write("\r\n"u8);
        }

        return null;
    }

    private Task Quit()
    {
        _open = false;
        return Reply("221 2.0.0 bye");
    }

    private async Task Reply(string line)
    {
        if (Faults.Delay > TimeSpan.Zero)
        {
            await Task.Delay(Faults.Delay, stop);
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), stop);
    }

    private async Task<string?> ReadLine() => await ReadRawLine() is { } line ? Encoding.UTF8.GetString(line) : null;

    private async Task<byte[]?> ReadRawLine()
    {
        while (true)
        {
            var read = await _reader.ReadAsync(stop);
            if (Cut(read.Buffer) is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(read.Buffer.GetPosition(2, end));
                return line;
            }

            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    private static SequencePosition? Cut(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8) ? line.End : null;
    }

    private static string Path(string line) => line[(line.IndexOf('<') + 1)..line.LastIndexOf('>')];

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
