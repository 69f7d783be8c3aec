using System.Security.Cryptography;
using System.Text;
using Retrain.Training.Digests;

namespace Retrain.Training.Packs;

/// <summary>A secret that those who write packs share with those who believe them.</summary>
internal sealed class PackSigningKey
{
    private const string Variable = "RETRAIN_CACHE_SIGNING_KEY";

    private readonly byte[] secret;

    /// <param name="secret">Any text; longer and random ones are harder to guess.</param>
    public PackSigningKey(string secret) => this.secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>The key in the environment; <see langword="null"/> if there is none.</summary>
    public static PackSigningKey? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } secret ? new(secret) : null;

    /// <summary>The signature of a pack: the HMAC-SHA256 of its content's digest.</summary>
    public Digest Sign(Digest content)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        content.CopyTo(bytes);
        return Digest.FromBytes(HMACSHA256.HashData(secret, bytes));
    }

    /// <summary>Whether a signature is that of the content, in a time that does not depend on where it differs.</summary>
    public bool Accepts(Digest signature, Digest content)
    {
        Span<byte> given = stackalloc byte[Digest.SizeBytes];
        Span<byte> right = stackalloc byte[Digest.SizeBytes];
        signature.CopyTo(given);
        Sign(content).CopyTo(right);
        return CryptographicOperations.FixedTimeEquals(given, right);
    }
}
