namespace Site.Pages.Admin;

/// <summary>A text to be written at the desk, in <paramref name="Tongue"/>, drawn by <c>_Text.cshtml</c> with label, help and error; on one line unless <paramref name="Rows"/> are more.</summary>
public sealed record DeskText(string Name, string Label, string? Value, int Max, string Tongue, int Rows = 1, string? Help = null);
