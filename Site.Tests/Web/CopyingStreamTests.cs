using Site.Web;

namespace Site.Tests.Web;

/// <summary>What goes out is copied only where the copy will be kept.</summary>
public sealed class CopyingStreamTests
{
    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 0)]
    public async Task Write_GoesOnAsItIs_AndIntoTheCopyIfWanted(bool isWanted, int copied)
    {
        using var target = new MemoryStream();
        using var copy = new MemoryStream();
        await using var both = new CopyingStream(target, copy, () => isWanted);
        both.Write([1, 2, 3], 1, 2);
        both.Write([3, 4]);
        await both.WriteAsync(new byte[] { 5 }.AsMemory(), TestContext.Current.CancellationToken);
        Assert.Equal([2, 3, 3, 4, 5], target.ToArray());
        Assert.Equal(copied, copy.Length);
    }
}
