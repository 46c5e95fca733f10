using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bench;

/// <summary>The requests as bytes, with what a browser's would carry.</summary>
public static class Requests
{
    private const string Common = "Host: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: text/html\r\nAccept-Language: de\r\n";

    /// <summary>A page as a browser asks for it, compressed; <paramref name="encoding"/> "" asks for it as it is.</summary>
    public static byte[] Get(string path, string encoding = "gzip, deflate, br") =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{Common}{(encoding.Length > 0 ? $"Accept-Encoding: {encoding}\r\n" : "")}\r\n");

    /// <summary>Sign-ups with a name and one consent, each for another address.</summary>
    public static byte[][] SignUps(string path, string notice, int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => Post(path, string.Create(CultureInfo.InvariantCulture,
            $"notice={notice}&email=alice.{i}%40beispiel.example&given-name=Alice&family-name=Muster&agree=newsletter")))];

    /// <summary>The hash of the notice that the form on <paramref name="path"/> carries.</summary>
    public static async Task<string> Notice(int port, string path)
    {
        var page = await Connection.Ask(port, Get(path, encoding: ""));
        var match = Regex.Match(Encoding.UTF8.GetString(page.Body), "name=\"notice\" value=\"([0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success ? match.Groups[1].Value : throw new InvalidDataException($"{path} shows no form.");
    }

    private static byte[] Post(string path, string form) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\n{Common}Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}");
}
