using System.Diagnostics;

namespace Bench;

/// <summary>A bounded load: a fixed number of requests over 32 connections, each waiting for its answer before it asks again.</summary>
public static class Load
{
    public const int Connections = 32;

    /// <summary>Sends the requests in turn until <paramref name="count"/> were answered. Gives requests per second.</summary>
    /// <exception cref="InvalidDataException">An answer had another status than <paramref name="status"/>.</exception>
    public static async Task<double> Run(int port, byte[][] requests, int count, params int[] status)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Connection.Open(port)));
        try
        {
            var next = -1;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(connections.Select(c => Task.Run(async () =>
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    var answer = await c.Send(requests[i % requests.Length]);
                    if (!status.Contains(answer.Status))
                    {
                        throw new InvalidDataException($"Answered with {answer.Status}.");
                    }
                }
            })));
            return count / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            Array.ForEach(connections, c => c.Dispose());
        }
    }
}
