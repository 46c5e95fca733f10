using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Site.Tests.Support;

/// <summary>
/// A real mail server on loopback, without TLS unless it is given a certificate, that keeps what it receives and misbehaves as <see cref="Faults"/> say.
/// Faults may be changed at any time and hold from the next command on.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _sessions = new();
    private readonly Lock _lock = new();
    private readonly List<ReceivedMail> _received = [];
    private TaskCompletionSource _arrival = NewSignal();
    private Socket _listener;
    private Task _listening;
    private int _connections;

    private readonly X509Certificate2? _certificate;

    private SmtpServer(X509Certificate2? certificate)
    {
        _certificate = certificate;
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _listening = Accept(_listener);
    }

    public int Port { get; }

    public SmtpFaults Faults { get; set; } = new();

    /// <summary>How many connections were made since the start.</summary>
    public int Connections => _connections;

    /// <summary>What was kept so far, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedMail> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    /// <param name="certificate">With it every connection is TLS from the first byte.</param>
    public static SmtpServer Start(X509Certificate2? certificate = null) => new(certificate);

    /// <summary>From now on connections are refused, as by a machine on which nothing listens. Open ones live on.</summary>
    public async Task Down()
    {
        _listener.Dispose();
        await _listening;
    }

    /// <summary>Listens again, on the same port.</summary>
    public void Up()
    {
        _listener = Listen(Port);
        _listening = Accept(_listener);
    }

    /// <summary>The first mail, past or to come, that satisfies <paramref name="wanted"/>.</summary>
    /// <param name="timeout">A minute unless told: patience costs nothing where the mail comes.</param>
    /// <exception cref="TimeoutException">None came; the message lists what did.</exception>
    public async Task<ReceivedMail> WaitFor(Func<ReceivedMail, bool> wanted, TimeSpan? timeout = null)
    {
        using var patience = new CancellationTokenSource(timeout ?? _patience);
        while (true)
        {
            var (found, arrival) = Look(wanted);
            if (found is not null)
            {
                return found;
            }

            await Await(arrival, patience.Token);
        }
    }

    /// <summary>The first mail to <paramref name="address"/> whose subject contains <paramref name="subject"/>.</summary>
    public Task<ReceivedMail> WaitForMailTo(string address, string subject = "", TimeSpan? timeout = null) =>
        WaitFor(m => m.IsTo(address) && m.Subject.Contains(subject, StringComparison.OrdinalIgnoreCase), timeout);

    /// <summary>Returns when so many mails, past ones included, have been kept.</summary>
    public Task WaitForCount(int count) => WaitFor(_ => _received.Count >= count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Down();
        await Task.WhenAll(_sessions.Keys);
        _stop.Dispose();
    }

    internal void Keep(ReceivedMail mail)
    {
        TaskCompletionSource arrival;
        lock (_lock)
        {
            _received.Add(mail);
            (arrival, _arrival) = (_arrival, NewSignal());
        }

        arrival.SetResult();
    }

    private (ReceivedMail? Found, Task Arrival) Look(Func<ReceivedMail, bool> wanted)
    {
        lock (_lock)
        {
            return (_received.Find(m => wanted(m)), _arrival.Task);
        }
    }

    private async Task Await(Task arrival, CancellationToken patience)
    {
        try
        {
            await arrival.WaitAsync(patience);
        }
        catch (OperationCanceledException e)
        {
            var received = Received;
            throw new TimeoutException($"The expected mail did not come. Received: {(received.Count == 0 ? "nothing" : string.Join("; ", received))}.", e);
        }
    }

    private async Task Accept(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Serve(await listener.AcceptAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private void Serve(Socket connection)
    {
        connection.NoDelay = true;
        var session = Converse(connection, Interlocked.Increment(ref _connections));
        _sessions.TryAdd(session, 0);
    }

    // A client may go away in the middle of anything; that is its test's business.
    private async Task Converse(Socket connection, int number)
    {
        try
        {
            await using var stream = await Protected(new NetworkStream(connection, ownsSocket: true));
            await new SmtpSession(stream, number, this, _stop.Token).Run();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            return;
        }
    }

    private async Task<Stream> Protected(NetworkStream stream)
    {
        if (_certificate is null)
        {
            return stream;
        }

        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }

    private static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen();
        return socket;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
