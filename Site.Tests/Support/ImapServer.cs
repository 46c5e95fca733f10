using System.Net;
using System.Net.Sockets;

namespace Site.Tests.Support;

/// <summary>A message in the test's mailbox.</summary>
internal sealed record ImapMessage(uint Uid, byte[] Bytes)
{
    public bool IsSeen { get; set; }

    public bool IsDeleted { get; set; }
}

/// <summary>A mailbox on loopback, without TLS [RFC 3501]; it knows what a reader of bounces needs and no more. One connection after the other.</summary>
internal sealed class ImapServer : IAsyncDisposable
{
    internal const string User = "bounces", Password = "s3cret";

    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _listening;
    private uint _last = 100;

    private ImapServer()
    {
        _listener.Start();
        _listening = Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<ImapMessage> Messages { get; } = [];

    /// <summary>The server names UIDPLUS.</summary>
    public bool CanExpunge { get; set; } = true;

    /// <summary>Closes the connection in the middle of the next message that is fetched.</summary>
    public bool DropsNextFetch { get; set; }

    /// <summary>How many bodies were asked for.</summary>
    public int Fetched { get; set; }

    public static ImapServer Start() => new();

    public void Put(byte[] message) => Messages.Add(new ImapMessage(++_last, message));

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _stop.Dispose();
    }

    private async Task Listen()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                await Converse(connection);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    // A client may go away in the middle of anything; that is its test's business.
    private async Task Converse(TcpClient connection)
    {
        try
        {
            await using var stream = connection.GetStream();
            using var session = new ImapSession(stream, this, _stop.Token);
            await session.Run();
        }
        catch (IOException)
        {
            return;
        }
    }
}
