using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Tracking.Registry.Signing;

/// <summary>Signs manifests with the server's key, which is made from a secret that the server keeps sealed: ECDSA over P-256 with SHA-256.</summary>
internal sealed class ModelSigner(Func<CancellationToken, Task<byte[]>> findSecret)
{
    public const string ServerSecret = "models/signing";
    public const string Algorithm = "ECDSA-P256-SHA256";

    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);

    private volatile byte[]? _secret;

    public async Task<Signature> OpenAsync(CancellationToken cancellation) => new(_secret ??= await findSecret(cancellation));

    /// <summary>The key for a moment of use.</summary>
    public sealed class Signature : IDisposable
    {
        private readonly ECDsa _key;

        internal Signature(byte[] secret)
        {
            _key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = ScalarOf(secret) });
            Key = Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()).AsSpan(0, 8));
        }

        /// <summary>Names the key: the beginning of its hash.</summary>
        public string Key { get; }

        public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

        public SignedManifest Sign(string manifest) => new(manifest, _key.SignData(Encoding.UTF8.GetBytes(manifest), HashAlgorithmName.SHA256), Key);

        public bool Verify(SignedManifest signed) => signed.Key == Key && _key.VerifyData(Encoding.UTF8.GetBytes(signed.Text), signed.Signature, HashAlgorithmName.SHA256);

        public void Dispose() => _key.Dispose();

        // From 1 to the order less one, as the curve wants it.
        private static byte[] ScalarOf(byte[] secret)
        {
            var number = (new BigInteger(secret, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
            var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
            return [.. new byte[32 - bytes.Length], .. bytes];
        }
    }
}
