using CsCheck;
using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>The tree against the published vectors of RFC 6962's reference implementation, and against the definition in RFC 9162 on random trees.</summary>
[Rule("C5")]
public sealed class MerkleTreeTests
{
    private static readonly string[] _inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] _roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void TheEmptyTree_HasTheHashOfNothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(MerkleTree.EmptyRoot));

    [Fact]
    public void EachTreeOfTheVectors_HasItsHead()
    {
        var tree = new Frontier();
        Assert.Equal(_roots, _inputs.Select(input =>
        {
            tree.Append(MerkleTree.LeafHash(Convert.FromHexString(input)));
            return Convert.ToHexStringLower(tree.Root());
        }));
    }

    [Fact]
    public async Task AnInclusionProof_IsThatOfTheVectors() => Assert.Equal(
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
        (await Vectors().Proofs.Inclusion(0, 8)).Select(Convert.ToHexStringLower));

    [Theory]
    [InlineData(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    [InlineData(8, 8, "")]
    public async Task AConsistencyProof_IsThatOfTheVectors(long first, long second, string proof) => Assert.Equal(
        proof.Split(' ', StringSplitOptions.RemoveEmptyEntries), (await Vectors().Proofs.Consistency(first, second)).Select(Convert.ToHexStringLower));

    [Fact]
    public async Task OnTreesOfEachSize_EveryProofHolds_AndNoneWithABitChanged() =>
        await Gen.Select(Gen.Int[1, 200], Gen.Int[0, 199], Gen.Int[0, 7]).SampleAsync(async (size, other, bit) =>
        {
            var tree = new GrownTree(Enumerable.Range(0, size).Select(i => BitConverter.GetBytes(i)));
            var (root, index, first) = (tree.Frontier.Root(), other % size, other % size + 1);
            Assert.Equal(Defined(tree.Leaves), root);
            Assert.Equal(root, await tree.Proofs.Root(size));
            var (inclusion, consistency) = (await tree.Proofs.Inclusion(index, size), await tree.Proofs.Consistency(first, size));
            var before = await tree.Proofs.Root(first);
            Assert.True(MerkleTree.Includes(index, size, tree.Leaves[index], inclusion, root));
            Assert.True(MerkleTree.IsConsistent(first, size, before, root, consistency));
            Assert.False(MerkleTree.Includes(index, size, Flipped(tree.Leaves[index], bit), inclusion, root));
            Assert.False(MerkleTree.Includes(index, size, tree.Leaves[index], [.. inclusion, root], root));
            Assert.Equal(first == size, MerkleTree.IsConsistent(first, size, before, before, consistency));
            Assert.All(Enumerable.Range(0, consistency.Count), at => Assert.False(
                MerkleTree.IsConsistent(first, size, before, root, [.. consistency[..at], Flipped(consistency[at], bit), .. consistency[(at + 1)..]])));
        }, iter: 300);

    [Fact]
    public async Task AnEdgeLoadedFromATree_GoesOnAsIfItHadNeverBeenPutAway()
    {
        var whole = new GrownTree(Enumerable.Range(0, 100).Select(i => BitConverter.GetBytes(i)));
        for (var size = 0; size < 100; size++)
        {
            var frontier = await Frontier.Of(size, whole.Node);
            whole.Leaves.Skip(size).ToList().ForEach(l => frontier.Append(l));
            Assert.Equal(whole.Frontier.Root(), frontier.Root());
        }
    }

    private static GrownTree Vectors() => new(_inputs.Select(Convert.FromHexString));

    // MTH(D[n]) of RFC 9162, 2.1.1, to the letter.
    private static byte[] Defined(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 1)
        {
            return leaves[0];
        }

        var half = 1;
        while (half * 2 < leaves.Count)
        {
            half *= 2;
        }

        return MerkleTree.NodeHash(Defined([.. leaves.Take(half)]), Defined([.. leaves.Skip(half)]));
    }

    private static byte[] Flipped(byte[] hash, int bit) => [(byte)(hash[0] ^ 1 << bit), .. hash[1..]];
}
