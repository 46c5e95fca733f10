using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Site.Tests.Support;

/// <summary>A name server on loopback that knows TXT records [RFC 1035].</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private const int MaxText = 255;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    private DnsServer() => _listening = Listen();

    /// <summary>What stands at each name.</summary>
    public ConcurrentDictionary<string, string[]> Texts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hears and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Which names were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public string Address => $"127.0.0.1:{((IPEndPoint)_socket.Client.LocalEndPoint!).Port}";

    public static DnsServer Start() => new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                var query = await _socket.ReceiveAsync(_stop.Token);
                var (name, end) = Name(query.Buffer);
                Asked.Enqueue(name);
                if (!IsSilent)
                {
                    await _socket.SendAsync(Answer(query.Buffer[..(end + 4)], Texts.GetValueOrDefault(name)), query.RemoteEndPoint, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private static (string Name, int End) Name(byte[] query)
    {
        var labels = new List<string>();
        var at = 12;
        for (; query[at] > 0; at += query[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(query, at + 1, query[at]));
        }

        return (string.Join('.', labels), at + 1);
    }

    // The question again, then each text; a name that nobody has is NXDOMAIN.
    private static byte[] Answer(byte[] question, string[]? texts)
    {
        using var answer = new MemoryStream();
        question[2] = 0x85;
        question[3] = (byte)(texts is null ? 0x83 : 0x80);
        BinaryPrimitives.WriteUInt16BigEndian(question.AsSpan(6), (ushort)(texts?.Length ?? 0));
        BinaryPrimitives.WriteUInt32BigEndian(question.AsSpan(8), 0);
        answer.Write(question);
        foreach (var text in texts ?? [])
        {
            var strings = Encoding.ASCII.GetBytes(text).Chunk(MaxText).SelectMany(part => part.Prepend((byte)part.Length)).ToArray();
            answer.Write([0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, (byte)(strings.Length >> 8), (byte)strings.Length, .. strings]);
        }

        return answer.ToArray();
    }
}
