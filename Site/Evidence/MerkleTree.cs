using System.Security.Cryptography;

namespace Site.Evidence;

/// <summary>The Merkle tree of RFC 9162, section 2.1, over SHA-256: its hashes, and how proofs are checked. It stores nothing.</summary>
public static class MerkleTree
{
    /// <summary>The head of a tree without leaves.</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry) => Hash(0, entry, []);

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Hash(1, left, right);

    /// <summary>True if <paramref name="proof"/> shows that the leaf stands at <paramref name="index"/> of the tree of that size and head [RFC 9162, 2.1.3.2].</summary>
    public static bool Includes(long index, long size, byte[] leafHash, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            hash = IsRight(node, last) ? NodeHash(sibling, hash) : NodeHash(hash, sibling);
            (node, last) = Up(node, last);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>True if <paramref name="proof"/> shows that the tree of the second head goes on from the first without changing a leaf [RFC 9162, 2.1.4.2].</summary>
    public static bool IsConsistent(long first, long second, byte[] firstRoot, byte[] secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first == second || first == 0)
        {
            return first <= second && proof.Count == 0 && (first == 0 || firstRoot.AsSpan().SequenceEqual(secondRoot));
        }

        var path = long.IsPow2(first) ? [firstRoot, .. proof] : proof.ToList();
        return first < second && first > 0 && path.Count > 0 && Leads(first, second, firstRoot, secondRoot, path);
    }

    private static bool Leads(long first, long second, byte[] firstRoot, byte[] secondRoot, List<byte[]> path)
    {
        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (before, after) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            (before, after) = IsRight(node, last) ? (NodeHash(sibling, before), NodeHash(sibling, after)) : (before, NodeHash(after, sibling));
            (node, last) = Up(node, last);
        }

        return last == 0 && before.AsSpan().SequenceEqual(firstRoot) && after.AsSpan().SequenceEqual(secondRoot);
    }

    // A right child, or the last of its level, which has no sibling to its right.
    private static bool IsRight(long node, long last) => (node & 1) == 1 || node == last;

    private static (long Node, long Last) Up(long node, long last)
    {
        if (node == last)
        {
            while ((node & 1) == 0 && node != 0)
            {
                (node, last) = (node >> 1, last >> 1);
            }
        }

        return (node >> 1, last >> 1);
    }

    private static byte[] Hash(byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<byte> input = stackalloc byte[1 + first.Length + second.Length];
        input[0] = prefix;
        first.CopyTo(input[1..]);
        second.CopyTo(input[(1 + first.Length)..]);
        return SHA256.HashData(input);
    }
}
