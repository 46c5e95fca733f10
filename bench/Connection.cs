using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bench;

/// <summary>One HTTP/1.1 connection that is kept, over a raw socket, one request at a time: as little work on this side as can be.</summary>
public sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[256 * 1024];

    public static async Task<Connection> Open(int port)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return connection;
    }

    /// <summary>One request on a connection of its own.</summary>
    public static async Task<Answer> Ask(int port, byte[] request)
    {
        using var connection = await Open(port);
        var (status, head, length) = await connection.Send(request);
        return new Answer(status, Encoding.ASCII.GetString(connection._buffer, 0, head), connection._buffer[head..length]);
    }

    /// <summary>Sends and reads the answer to its end; gives the status, the length of its head and its whole length, chunk marks included.</summary>
    /// <exception cref="InvalidDataException">The connection was closed, or the answer is longer than 256 KB.</exception>
    public async ValueTask<(int Status, int Head, int Length)> Send(byte[] request)
    {
        await _socket.SendAsync(request);
        var (read, head, length) = (0, 0, int.MaxValue);
        while (read < length)
        {
            var more = await _socket.ReceiveAsync(_buffer.AsMemory(read));
            read += more > 0 ? more : throw new InvalidDataException("The server closed the connection.");
            if (head == 0)
            {
                head = HeadLength(_buffer.AsSpan(0, read));
            }

            if (head > 0)
            {
                length = Length(_buffer.AsSpan(0, read), head);
            }
        }

        return (((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + _buffer[11] - '0', head, length);
    }

    public void Dispose() => _socket.Dispose();

    private static int HeadLength(ReadOnlySpan<byte> read)
    {
        var end = read.IndexOf("\r\n\r\n"u8);
        return end < 0 ? 0 : end + 4;
    }

    // A chunked answer, as of a page that was not in the cache, ends with an empty chunk.
    private static int Length(ReadOnlySpan<byte> read, int head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = read[..head].IndexOf(name);
        if (at < 0)
        {
            return read.EndsWith("\r\n0\r\n\r\n"u8) ? read.Length : int.MaxValue;
        }

        var value = read[(at + name.Length)..];
        return head + int.Parse(value[..value.IndexOf((byte)'\r')], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

/// <summary>An answer with its status line and headers as they came.</summary>
public sealed record Answer(int Status, string Head, byte[] Body)
{
    public bool IsWhole => Head.Contains("\r\nContent-Length: ", StringComparison.Ordinal);
}
