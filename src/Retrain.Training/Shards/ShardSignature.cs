using System.Buffers;
using System.Text;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.Shards;

/// <summary>
/// The signature of a part's result, which is its last member: the HMAC-SHA256 of the SHA-256 of the file as it is with zeros for the
/// digits of the signature.
/// </summary>
internal static class ShardSignature
{
    /// <summary>The name of the member.</summary>
    public const string Member = "signature";

    private const int Digits = 2 * Digest.SizeBytes;

    private static ReadOnlySpan<byte> Before => "\n  \"signature\": \""u8;

    private static ReadOnlySpan<byte> After => "\"\n}\n"u8;

    /// <summary>The value of the member before the file is signed.</summary>
    public static string Blank { get; } = new('0', Digits);

    /// <summary>Writes the signature into a file that has the blank one.</summary>
    public static void Sign(byte[] file, PackSigningKey signingKey) =>
        Encoding.ASCII.GetBytes(signingKey.Sign(Digest.Of(file)).ToString(), DigitsOf(file));

    /// <summary>Whether a file has the right signature, or needs none.</summary>
    /// <param name="signingKey">The key; <see langword="null"/> to believe any file.</param>
    public static bool IsRight(ReadOnlySpan<byte> file, PackSigningKey? signingKey)
    {
        if (signingKey is null)
        {
            return true;
        }

        byte[] blank = file.ToArray();
        Span<byte> signature = stackalloc byte[Digest.SizeBytes];
        if (blank.Length < Before.Length + Digits + After.Length || !file.EndsWith(After)
            || !file[..^(Digits + After.Length)].EndsWith(Before)
            || Convert.FromHexString(DigitsOf(blank), signature, out _, out _) is not OperationStatus.Done)
        {
            return false;
        }

        DigitsOf(blank).Fill((byte)'0');
        return signingKey.Accepts(Digest.FromBytes(signature), Digest.Of(blank));
    }

    private static Span<byte> DigitsOf(byte[] file) => file.AsSpan(file.Length - Digits - After.Length, Digits);
}
