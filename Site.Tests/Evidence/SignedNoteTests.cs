using NodaTime;
using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>Notes as C2SP writes them: the specification's own example verifies, and nothing that was changed does.</summary>
[Rule("C4")]
public sealed class SignedNoteTests
{
    private const string Words = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string Example = Words + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private const string ExampleKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static readonly NoteKey _author = new("PeterNeumann", Convert.FromBase64String(ExampleKey.Split('+', 3)[2])[1..]);
    private static readonly NoteSigner _alice = new("alice.example/evidence", [.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly NoteSigner _mallory = new("alice.example/evidence", [.. Enumerable.Repeat((byte)2, 32)]);

    [Fact]
    public void TheExampleOfTheSpecification_Verifies_AndItsKeyIsWrittenAsThere()
    {
        Assert.Equal(ExampleKey, _author.ToString());
        Assert.True(SignedNote.Parse(Example)?.IsSignedBy(_author));
    }

    [Theory]
    [InlineData("answer", "Answer")]
    [InlineData("— PeterNeumann", "— PeterNewmann")]
    [InlineData("x08go/ZJ", "x08go/ZK")]
    [InlineData("x08go", "y08go")]
    public void OneLetterChanged_IsNotSigned(string was, string becomes) =>
        Assert.False(SignedNote.Parse(Example.Replace(was, becomes, StringComparison.Ordinal))?.IsSignedBy(_author));

    [Theory]
    [InlineData("")]
    [InlineData("words")]
    [InlineData("words\n")]
    [InlineData("words\n\n")]
    [InlineData("words\n\nno signature\n")]
    [InlineData("words\n\n— alice")]
    public void WhatIsNoNote_IsNone(string text) => Assert.Null(SignedNote.Parse(text));

    [Fact]
    public void ANote_SaysWhatItSaid_AfterBeingReadAgain()
    {
        var head = new TreeHead("alice.example/evidence", 5, MerkleTree.EmptyRoot, Instant.FromUtc(2026, 3, 2, 9, 0));
        var note = SignedNote.Parse(SignedNote.Sign(head.Text, _alice).ToString());
        Assert.NotNull(note);
        Assert.True(note.IsSignedBy(_alice.Key));
        Assert.True(TreeHead.Parse(note.Text)?.SaysTheSame(head));
        Assert.Equal(head.At, TreeHead.Parse(note.Text)?.At);
    }

    [Fact]
    public void AnotherKeyUnderTheSameName_DoesNotSignForIt()
    {
        var forged = SignedNote.Sign("alice.example/evidence\n5\n", _mallory);
        Assert.False(forged.IsSignedBy(_alice.Key));
        Assert.True(SignedNote.Sign("x\n", _mallory, _alice).IsSignedBy(_alice.Key));
    }

    [Theory]
    [InlineData("alice.example/evidence\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nat 2026-03-02T09:00:00Z\n")]
    [InlineData("alice.example/evidence\n5\n47DEQpj8\nat 2026-03-02T09:00:00Z\n")]
    [InlineData("alice.example/evidence\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nyesterday\n")]
    [InlineData("\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nat 2026-03-02T09:00:00Z\n")]
    public void WhatIsNoHead_IsNone(string text) => Assert.Null(TreeHead.Parse(text));
}
