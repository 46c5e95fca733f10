namespace Site.Pages.Admin;

/// <summary>One input of a form at the desk, drawn by <c>_Field.cshtml</c> with its label, help and error. Passwords and codes are never filled in again.</summary>
public sealed record DeskField(string Name, string Label, string Autocomplete, string Type = "text", string? Help = null, string? Value = null, bool IsCode = false, bool IsOptional = false);
