namespace Site.MyData.Pack;

/// <summary>
/// Takes what is written and hands it on when told to. <see cref="System.IO.Compression.ZipArchive"/> ends an entry with synchronous writes, which a response
/// does not take; and it must not look back, for what was drained is gone.
/// </summary>
internal sealed class DrainedStream(Stream to) : Stream
{
    private readonly MemoryStream _held = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Hands on what has been written since.</summary>
    internal async Task Drain(CancellationToken cancellationToken)
    {
        await to.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), cancellationToken);
        _held.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => _held.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _held.Write(buffer);

    public override void Flush()
    {
        // Nothing is handed on before it is told to be.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
