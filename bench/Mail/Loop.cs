using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Bench.Mail;

/// <summary>What sending costs and nothing else: one letter that lies in memory, over a few connections that stay open, each without Nagle's delay.</summary>
internal sealed class Loop(int port, int connections, string file)
{
    /// <summary>For each line of the standard input, a number of letters, sends them and says so.</summary>
    internal async Task Run()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connect()));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var count = int.Parse(line, CultureInfo.InvariantCulture);
            var next = -1;
            await Task.WhenAll(clients.Select(client => Task.Run(async () =>
            {
                var letter = await MimeMessage.LoadAsync(file);
                while (Interlocked.Increment(ref next) < count)
                {
                    await client.SendAsync(letter);
                }
            })));
            Console.WriteLine(line);
        }
    }

    private async Task<SmtpClient> Connect()
    {
        var client = new SmtpClient();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
        return client;
    }
}
