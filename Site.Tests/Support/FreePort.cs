using System.Net;
using System.Net.Sockets;

namespace Site.Tests.Support;

/// <summary>Gives a server its port before it starts, because its own public address is among its settings.</summary>
internal static class FreePort
{
    // Below the range (32768 and up) from which the kernel gives ports to outgoing connections, so none of those can take it meanwhile.
    private static int _last = 20_000 + (Environment.ProcessId % 100 * 100);

    internal static int Next()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _last);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
