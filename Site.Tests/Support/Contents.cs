using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Site.Publishing;

namespace Site.Tests.Support;

/// <summary>The shipped content, and what the check says of it once something in it was changed.</summary>
public static class Contents
{
    public static readonly IReadOnlyList<ContentFile> Shipped = ContentFile.ReadFolder(Path.Combine(SiteHost.Repository, "Content"));

    /// <summary>The shipped files with one text replaced in one of them.</summary>
    public static IReadOnlyList<ContentFile> With(string path, string right, string wrong) => With(path, text =>
    {
        Assert.Contains(right, text, StringComparison.Ordinal);
        return text.Replace(right, wrong, StringComparison.Ordinal);
    });

    /// <summary>The shipped files with one of them changed.</summary>
    public static IReadOnlyList<ContentFile> With(string path, Func<string, string> change) =>
        [.. Shipped.Select(f => f.Path == path ? new ContentFile(path, Encoding.UTF8.GetBytes(change(f.Text))) : f)];

    /// <summary>What is wrong with the files; empty if nothing is.</summary>
    public static IReadOnlyList<ContentError> Faults(this SiteHost site, IReadOnlyList<ContentFile> files)
    {
        try
        {
            site.Services.GetRequiredService<ContentCheck>().Files(files);
            return [];
        }
        catch (ContentException broken)
        {
            return broken.Errors;
        }
    }
}
