using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Bench.Mail;

/// <summary>A mail server on loopback that takes every letter, counts it and throws it away [RFC 5321].</summary>
internal sealed class Sink
{
    private readonly Lock _lock = new();
    private byte[] _latest = [];
    private long _first, _last;
    private int _count;

    /// <summary>"zero" forgets what came; "stat" gives how many letters came and the seconds between the first and the last; "save FILE" writes down the latest.</summary>
    internal async Task Run()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _ = Accept(listener);
        Console.WriteLine(((IPEndPoint?)listener.LocalEndPoint)?.Port);
        while (await Console.In.ReadLineAsync() is { } question)
        {
            Console.WriteLine(Answer(question.Split(' ', 2)));
        }
    }

    private string Answer(string[] question)
    {
        lock (_lock)
        {
            switch (question)
            {
                case ["zero"]:
                    (_count, _first, _last) = (0, 0, 0);
                    return "0";
                case ["save", var file]:
                    File.WriteAllBytes(file, _latest);
                    return file;
                default:
                    return string.Create(CultureInfo.InvariantCulture, $"{_count} {(double)(_last - _first) / Stopwatch.Frequency:F6}");
            }
        }
    }

    private async Task Accept(Socket listener)
    {
        while (true)
        {
            var connection = await listener.AcceptAsync();
            connection.NoDelay = true;
            _ = Serve(connection);
        }
    }

    private async Task Serve(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        var (input, output) = (PipeReader.Create(stream), PipeWriter.Create(stream));
        try
        {
            await Say(output, "220 sink\r\n"u8.ToArray());
            while (await Read(input, "\r\n"u8.ToArray()) is { } line && !Is(line, "QUIT"u8))
            {
                await Converse(line, input, output);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The client was ended.
        }
    }

    private async Task Converse(byte[] line, PipeReader input, PipeWriter output)
    {
        if (Is(line, "EHLO"u8))
        {
            await Say(output, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"u8.ToArray());
            return;
        }

        if (Is(line, "DATA"u8))
        {
            await Say(output, "354 go on\r\n"u8.ToArray());
            Keep(await Read(input, "\r\n.\r\n"u8.ToArray()) ?? []);
        }

        await Say(output, "250 OK\r\n"u8.ToArray());
    }

    private void Keep(byte[] letter)
    {
        lock (_lock)
        {
            _last = Stopwatch.GetTimestamp();
            _first = _count == 0 ? _last : _first;
            _count++;
            _latest = letter;
        }
    }

    private static bool Is(byte[] line, ReadOnlySpan<byte> verb) => line.AsSpan().StartsWith(verb);

    private static async Task Say(PipeWriter output, byte[] line) => await output.WriteAsync(line);

    // Without what ends it; null at the end of the connection.
    private static async Task<byte[]?> Read(PipeReader input, byte[] end)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            if (Find(read.Buffer, end) is { } found)
            {
                input.AdvanceTo(found.Next);
                return found.Bytes;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    private static (byte[] Bytes, SequencePosition Next)? Find(ReadOnlySequence<byte> buffer, byte[] end)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> bytes, end) ? (bytes.ToArray(), reader.Position) : null;
    }
}
