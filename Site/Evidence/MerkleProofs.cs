using System.Numerics;

namespace Site.Evidence;

/// <summary>Makes the proofs of RFC 9162 from the complete nodes of a tree, which <paramref name="node"/> reads: about two for each doubling of its size.</summary>
public sealed class MerkleProofs(Func<NodeAt, Task<byte[]>> node)
{
    /// <summary>The head that the tree had when it had so many leaves.</summary>
    public Task<byte[]> Root(long size) => size == 0 ? Task.FromResult(MerkleTree.EmptyRoot) : Range(0, size);

    /// <summary>PATH(m, D[n]) of section 2.1.3.1.</summary>
    public Task<List<byte[]>> Inclusion(long index, long size) => index >= 0 && index < size
        ? Path(index, 0, size)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The tree has {size} leaves.");

    /// <summary>PROOF(m, D[n]) of section 2.1.4.1.</summary>
    public Task<List<byte[]>> Consistency(long first, long second) => first < 0 || first > second
        ? throw new ArgumentOutOfRangeException(nameof(first), first, $"The later tree has {second} leaves.")
        : first == 0 || first == second ? Task.FromResult(new List<byte[]>()) : SubProof(first, 0, second, isWhole: true);

    private async Task<List<byte[]>> Path(long index, long start, long count)
    {
        if (count == 1)
        {
            return [];
        }

        var half = Half(count);
        return index < half
            ? [.. await Path(index, start, half), await Range(start + half, count - half)]
            : [.. await Path(index - half, start + half, count - half), await Range(start, half)];
    }

    private async Task<List<byte[]>> SubProof(long first, long start, long count, bool isWhole)
    {
        if (first == count)
        {
            return isWhole ? [] : [await Range(start, count)];
        }

        var half = Half(count);
        return first <= half
            ? [.. await SubProof(first, start, half, isWhole), await Range(start + half, count - half)]
            : [.. await SubProof(first - half, start + half, count - half, isWhole: false), await Range(start, half)];
    }

    private async Task<byte[]> Range(long start, long count)
    {
        if (long.IsPow2(count))
        {
            var level = BitOperations.Log2((ulong)count);
            return await node(new NodeAt(level, start >> level));
        }

        var half = Half(count);
        var (left, right) = (await Range(start, half), await Range(start + half, count - half));
        return MerkleTree.NodeHash(left, right);
    }

    // The largest power of two below the count.
    private static long Half(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
