using Microsoft.EntityFrameworkCore;
using Site.Data;

namespace Site.Evidence;

/// <summary>The evidence does not hold, or something stands in the way of going on with it. The message names the row.</summary>
public sealed class EvidenceException(string message) : Exception(message);

/// <summary>The tree of one log as the database holds it.</summary>
public sealed class StoredTree(SiteDb db, int log)
{
    /// <summary>How many leaves it has.</summary>
    public async Task<long> Size() => await db.Set<Leaf>().Where(l => l.Log == log).MaxAsync(l => (long?)l.Index) + 1 ?? 0;

    public MerkleProofs Proofs => new(Node);

    internal Task<Frontier> Frontier(long size) => Evidence.Frontier.Of(size, Node);

    private async Task<byte[]> Node(NodeAt at)
    {
        var (level, index) = at;
        var hash = level == 0
            ? await db.Set<Leaf>().Where(l => l.Log == log && l.Index == index).Select(l => l.Hash).FirstOrDefaultAsync()
            : await db.Set<TreeNode>().Where(n => n.Log == log && n.Level == level && n.Index == index).Select(n => n.Hash).FirstOrDefaultAsync();
        return hash ?? throw new EvidenceException($"Of log {log} {(level == 0 ? $"leaf {index}" : $"tree node {level}/{index}")} is missing.");
    }
}
