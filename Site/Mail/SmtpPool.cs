using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Site.Mail;

/// <summary>A few connections to the mail server, kept open between letters and looked at before they are used again.</summary>
public sealed class SmtpPool(IOptions<MailOptions> options) : IDisposable
{
    // Servers close idle connections without a word; asking costs one round trip, so a busy connection is not asked.
    private static readonly TimeSpan _trusted = TimeSpan.FromSeconds(2);

    private readonly MailOptions _options = options.Value;
    private readonly SemaphoreSlim _seats = new(options.Value.Connections);
    private readonly ConcurrentStack<(SmtpConnection Client, long Since)> _idle = new();

    /// <summary>A connected and signed-in client. Waits if all are in use.</summary>
    /// <param name="isFresh">It must be a new connection.</param>
    internal async Task<Lease> Rent(bool isFresh, CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        try
        {
            var held = isFresh ? null : await TakeIdle(cancellationToken);
            return new Lease(this, held ?? await Connect(cancellationToken), isFresh: held is null);
        }
        catch
        {
            _seats.Release();
            throw;
        }
    }

    private async Task<SmtpConnection?> TakeIdle(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var held))
        {
            if (await IsAlive(held.Client, Stopwatch.GetElapsedTime(held.Since), cancellationToken))
            {
                return held.Client;
            }

            held.Client.Dispose();
        }

        return null;
    }

    private async Task<bool> IsAlive(SmtpConnection client, TimeSpan idle, CancellationToken cancellationToken)
    {
        if (idle > _options.Idle || !client.IsConnected || client.HasSaidGoodbye)
        {
            return false;
        }

        try
        {
            await (idle < _trusted ? Task.CompletedTask : client.NoOpAsync(cancellationToken));
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or ServiceNotConnectedException)
        {
            return false;
        }
    }

    // MailKit's own socket waits for the delayed ACK after each command: 44 ms a letter. Certificates are checked by .NET's rules, with no exception.
    private async Task<SmtpConnection> Connect(CancellationToken cancellationToken)
    {
        var host = _options.Host ?? throw new InvalidOperationException("Mail__Host is missing: set it to the mail server's name.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var client = new SmtpConnection(socket) { Timeout = (int)_options.Timeout.TotalMilliseconds };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(host, _options.Port), cancellationToken);
            await client.ConnectAsync(socket, host, _options.Port, Security(_options.Security), cancellationToken);
            await SignIn(client, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static SecureSocketOptions Security(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private Task SignIn(SmtpConnection client, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(_options.User) ? Task.CompletedTask : client.AuthenticateAsync(_options.User, _options.Password ?? "", cancellationToken);

    private void Return(SmtpConnection client, bool keep)
    {
        if (keep && client.IsConnected)
        {
            _idle.Push((client, Stopwatch.GetTimestamp()));
        }
        else
        {
            client.Dispose();
        }

        _seats.Release();
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var held))
        {
            held.Client.Dispose();
        }

        _seats.Dispose();
    }

    /// <summary>A client for one letter; thrown away unless kept.</summary>
    internal sealed class Lease(SmtpPool pool, SmtpConnection client, bool isFresh) : IDisposable
    {
        private bool _keep;

        internal SmtpConnection Client => client;

        /// <summary>Nothing was sent over it before.</summary>
        internal bool IsFresh => isFresh;

        internal void Keep() => _keep = true;

        public void Dispose() => pool.Return(client, _keep);
    }
}
