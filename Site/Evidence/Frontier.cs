using System.Numerics;
using System.Runtime.InteropServices;

namespace Site.Evidence;

/// <summary>A node of the tree that covers 2^<paramref name="Level"/> leaves; level 0 are the leaves themselves.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NodeAt(int Level, long Index);

/// <summary>The right edge of a growing tree: all it takes to append leaves and to know the head, at most 63 hashes.</summary>
public sealed class Frontier
{
    private readonly byte[][] _peaks = new byte[64][];

    public long Size { get; private set; }

    /// <summary>The edge of a tree that exists; <paramref name="node"/> gives its complete nodes.</summary>
    public static async Task<Frontier> Of(long size, Func<NodeAt, Task<byte[]>> node)
    {
        var frontier = new Frontier { Size = size };
        for (var level = 0; size >> level > 0; level++)
        {
            if ((size >> level & 1) == 1)
            {
                frontier._peaks[level] = await node(new NodeAt(level, (size >> level) - 1));
            }
        }

        return frontier;
    }

    /// <summary>Appends a leaf and tells of each node that it completes, the lowest first.</summary>
    public void Append(byte[] leafHash, Action<NodeAt, byte[]>? completed = null)
    {
        var (index, hash, level) = (Size, leafHash, 0);
        for (; (index >> level & 1) == 1; level++)
        {
            hash = MerkleTree.NodeHash(_peaks[level], hash);
            completed?.Invoke(new NodeAt(level + 1, index >> level + 1), hash);
        }

        _peaks[level] = hash;
        Size++;
    }

    /// <summary>The tree's head.</summary>
    public byte[] Root()
    {
        if (Size == 0)
        {
            return MerkleTree.EmptyRoot;
        }

        var level = BitOperations.TrailingZeroCount(Size);
        var root = _peaks[level];
        for (level++; Size >> level > 0; level++)
        {
            root = (Size >> level & 1) == 1 ? MerkleTree.NodeHash(_peaks[level], root) : root;
        }

        return root;
    }
}
