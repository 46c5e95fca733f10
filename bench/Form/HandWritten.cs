namespace Bench.Form;

/// <summary>A page written by hand, as the Razor compiler would have it: literals of at most 1 024 characters, written one after the other.</summary>
public static class HandWritten
{
    private const int MostCharacters = 1024;

    public static IReadOnlyList<string> Literals { get; set; } = [];

    public static IReadOnlyList<string> Split(string html) => [.. html.Chunk(MostCharacters).Select(c => new string(c))];
}
