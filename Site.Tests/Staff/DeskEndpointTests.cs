using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>Every endpoint there is, not those somebody remembered: without a session the desk shows nothing but its door.</summary>
public sealed class DeskEndpointTests(SharedSite site)
{
    private static readonly string[] _door = ["staff/sign-in", "staff/sign-out", "staff/code", "staff/setup/{token}"];

    private IEnumerable<RouteEndpoint> Endpoints => site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<string> Desk => Endpoints.Select(Template).Where(t => Site.Staff.Desk.Owns("/" + t)).Distinct();

    [Fact, Rule("S5")]
    public async Task EveryEndpointOfTheDesk_WithoutASession_IsRefused()
    {
        Assert.Contains("admin/jobs/{**path}", Desk);
        foreach (var path in Desk.Where(t => !_door.Contains(t)).Select(Filled))
        {
            await IsRefused(HttpMethod.Get, path);
            await IsRefused(HttpMethod.Post, path);
        }
    }

    [Fact, Rule("S5")]
    public async Task TheDoor_ShowsFormsOnly_AndTakesNoPostWithoutTheirToken()
    {
        Assert.Equal(_door.Order(), Desk.Where(t => !t.StartsWith("admin", StringComparison.OrdinalIgnoreCase)).Order());
        foreach (var path in _door.Select(Filled))
        {
            var shown = await Send(HttpMethod.Get, path);
            Assert.True(shown.Status is HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.NotFound, $"GET /{path}: {shown.Status}");
            Assert.Equal(HttpStatusCode.BadRequest, (await Send(HttpMethod.Post, path)).Status);
        }
    }

    [Fact, Rule("S5")]
    public void WhatIsForStaff_StandsUnderAdmin_AndSaysItNeedsASession()
    {
        var forStaff = Endpoints.Where(e => e.DisplayName?.StartsWith("/Admin", StringComparison.Ordinal) == true || Template(e).StartsWith("admin", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.NotEmpty(forStaff);
        Assert.All(forStaff, e =>
        {
            Assert.StartsWith("admin", Template(e), StringComparison.OrdinalIgnoreCase);
            Assert.Contains(e.Metadata, m => m is Microsoft.AspNetCore.Authorization.IAuthorizeData { Policy: StaffSetup.Policy } or Microsoft.AspNetCore.Authorization.AuthorizationPolicy);
        });
    }

    // Written on the wire as they are: a client library would tidy them up first.
    [Theory, Rule("S5")]
    [InlineData("/Admin")]
    [InlineData("/ADMIN/JOBS/")]
    [InlineData("/admin/")]
    [InlineData("/admin//jobs")]
    [InlineData("//admin/jobs")]
    [InlineData("/./admin/jobs")]
    [InlineData("/de/../admin/jobs")]
    [InlineData("/de/%2e%2e/admin/jobs")]
    [InlineData("/%61dmin/jobs")]
    [InlineData("/%2561dmin/jobs")]
    [InlineData("/admin%2fjobs")]
    [InlineData("/admin%5cjobs")]
    [InlineData("/admin\\jobs")]
    [InlineData("/admin;x/jobs")]
    [InlineData("/admin.css")]
    [InlineData("/admin%00/jobs")]
    [InlineData("/admin%20/jobs")]
    [InlineData("/adm%C4%B1n/jobs")]
    [InlineData("/problem/404/../../admin")]
    [InlineData("http://elsewhere.example/admin/jobs")]
    public async Task AnyWayToWriteTheDesksPath_ShowsNothing(string target)
    {
        foreach (var method in new[] { "GET", "POST", "HEAD" })
        {
            var status = (await Raw($"{method} {target}")).Split(' ')[1];
            Assert.Contains(status, (string[])["302", "400", "403", "404"]);
        }
    }

    [Theory]
    [InlineData("X-Original-URL: /admin/jobs")]
    [InlineData("X-Rewrite-URL: /admin/jobs")]
    [InlineData("X-Forwarded-Prefix: /admin")]
    [InlineData("X-HTTP-Method-Override: GET")]
    public async Task AHeaderThatNamesAnotherPath_ChangesNothing(string header)
    {
        var answer = await Raw("GET /admin/jobs", header);
        Assert.StartsWith("HTTP/1.1 302", answer, StringComparison.Ordinal);
        Assert.Contains("/staff/sign-in?returnUrl=%2Fadmin%2Fjobs", answer, StringComparison.Ordinal);
    }

    private async Task IsRefused(HttpMethod method, string path)
    {
        var (status, location) = await Send(method, path);
        var refused = status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound || status == HttpStatusCode.Redirect && location?.Contains("/staff/sign-in", StringComparison.Ordinal) == true;
        Assert.True(refused, $"{method} /{path} was answered {status} {location}");
    }

    private async Task<(HttpStatusCode Status, string? Location)> Send(HttpMethod method, string path)
    {
        using var client = site.Prospect();
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new FormUrlEncodedContent([]) : null };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }

    private async Task<string> Raw(string line, string header = "Accept: */*")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, site.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{line} HTTP/1.1\r\nHost: {site.Address.Authority}\r\nSec-Fetch-Site: same-origin\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static string Template(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText?.TrimStart('/') ?? "";

    private static string Filled(string template) => string.Join('/', template.Split('/').Select(part => part switch
    {
        "{**path}" => "servers",
        ['{', ..] when part.Contains("length(64)", StringComparison.Ordinal) => new string('a', 64),
        ['{', ..] when part.Contains("guid", StringComparison.Ordinal) => Guid.Empty.ToString(),
        ['{', ..] => "x",
        _ => part,
    }));
}
