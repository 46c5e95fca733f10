using Site.Evidence;

namespace Site.Tests.Evidence;

/// <summary>A tree in memory, every node of it kept.</summary>
internal sealed class GrownTree
{
    private readonly Dictionary<NodeAt, byte[]> _nodes = [];

    internal GrownTree(IEnumerable<byte[]> entries)
    {
        foreach (var leaf in entries.Select(e => MerkleTree.LeafHash(e)))
        {
            _nodes[new NodeAt(0, Leaves.Count)] = leaf;
            Leaves.Add(leaf);
            Frontier.Append(leaf, (at, hash) => _nodes[at] = hash);
        }
    }

    internal List<byte[]> Leaves { get; } = [];

    internal Frontier Frontier { get; } = new();

    internal MerkleProofs Proofs => new(Node);

    internal Task<byte[]> Node(NodeAt at) => Task.FromResult(_nodes[at]);
}
