// Kestrel and one answer: every request gets the headers and the bytes that lie in the file named by the setting "answer".
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
builder.Logging.ClearProviders();
var app = builder.Build();
var (headers, body) = Read(app.Configuration["answer"] ?? throw new InvalidOperationException("--answer=FILE is missing."));
app.Run(context =>
{
    var response = context.Response;
    foreach (var (name, value) in headers)
    {
        response.Headers[name] = value;
    }

    response.ContentLength = body.Length;
    return response.Body.WriteAsync(body).AsTask();
});
app.Run();

// A line a header, an empty line, the body.
static (KeyValuePair<string, string>[] Headers, ReadOnlyMemory<byte> Body) Read(string file)
{
    var bytes = File.ReadAllBytes(file);
    var end = bytes.AsSpan().IndexOf("\n\n"u8);
    var lines = System.Text.Encoding.ASCII.GetString(bytes, 0, end).Split('\n');
    return ([.. lines.Select(l => l.Split(": ", 2)).Select(p => KeyValuePair.Create(p[0], p[1]))], bytes.AsMemory(end + 2));
}
