using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Cryptography;
using NodaTime;
using Org.BouncyCastle.Crypto;

namespace Site.Mail;

/// <summary>
/// Signs letters (rule M11): relaxed in both, rsa-sha256 or ed25519-sha256. Whoever changes what the letter says, to whom, from whom or how to unsubscribe breaks the
/// signature. "From" is signed once more than it stands there, so that nobody can put a second one in front [RFC 6376 8.15].
/// </summary>
public sealed class Dkim : IDisposable
{
    private static readonly HeaderId[] _signed =
    [
        HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId, HeaderId.ReplyTo, HeaderId.AutoSubmitted, HeaderId.MimeVersion,
        HeaderId.ContentType, HeaderId.ListUnsubscribe, HeaderId.ListUnsubscribePost,
    ];

    private readonly DkimKey? _key;
    private readonly Signer? _signer;

    public Dkim(IOptions<DkimOptions> options, IClock clock)
    {
        var given = options.Value;
        _key = given.Read();
        (Domain, Selector) = (given.Domain, given.Selector);
        _signer = _key is null ? null : new Signer(_key, given.Domain ?? "", given.Selector ?? "", clock);
    }

    /// <summary>Null where letters are not signed.</summary>
    public string? Domain { get; }

    public string? Selector { get; }

    /// <summary>What must stand in the DNS at <c>SELECTOR._domainkey.DOMAIN</c>; null where letters are not signed.</summary>
    public string? Record => _key?.Record;

    /// <summary>The public key in base64, as the record has it.</summary>
    internal string? PublicKey => _key?.Public;

    /// <summary>Adds the signature; nothing may be changed after it. Does nothing without a key. May be called by several at once.</summary>
    public void Sign(MimeMessage message) =>
        _signer?.Sign(message, [HeaderId.From, .. _signed.Where(h => message.Headers.Contains(h) || message.Body?.Headers.Contains(h) == true)]);

    public void Dispose() => _signer?.Dispose();

    private sealed class Signer : DkimSigner, IDisposable
    {
        private readonly IClock _clock;
        private readonly RSA? _rsa;

        internal Signer(DkimKey key, string domain, string selector, IClock clock)
            : base(key.Secret, domain, selector, key.Algorithm)
        {
            (_clock, _rsa) = (clock, key.Native());
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        }

        public void Dispose() => _rsa?.Dispose();

        protected override long GetTimestamp() => _clock.GetCurrentInstant().ToUnixTimeSeconds();

        protected override ISigner CreateSigningContext() => _rsa is null ? base.CreateSigningContext() : new NativeRsa(_rsa);
    }

    // The library's own RSA takes several times as long for each letter.
    private sealed class NativeRsa(RSA rsa) : ISigner
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string AlgorithmName => "SHA-256withRSA";

        public void Init(bool forSigning, ICipherParameters parameters)
        {
        }

        public void Update(byte input) => _hash.AppendData([input]);

        public void BlockUpdate(byte[] input, int inOff, int inLen) => _hash.AppendData(input, inOff, inLen);

        public void BlockUpdate(ReadOnlySpan<byte> input) => _hash.AppendData(input);

        public int GetMaxSignatureSize() => rsa.KeySize / 8;

        public byte[] GenerateSignature() => rsa.SignHash(_hash.GetHashAndReset(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        public bool VerifySignature(byte[] signature) => throw new NotSupportedException("It only signs.");

        public void Reset() => _hash.GetHashAndReset();
    }
}
