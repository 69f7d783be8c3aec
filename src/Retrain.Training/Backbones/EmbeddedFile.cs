using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Backbones;

/// <summary>A file that the assembly carries.</summary>
/// <param name="Resource">Its name in the assembly.</param>
/// <param name="Checksum">Its CRC-32C.</param>
internal sealed record EmbeddedFile(string Resource, uint Checksum)
{
    /// <summary>Its bytes. The assembly's file is in memory for as long as the process runs.</summary>
    public unsafe ReadOnlySpan<byte> Bytes
    {
        get
        {
            using UnmanagedMemoryStream stream =
                (UnmanagedMemoryStream?)typeof(EmbeddedFile).Assembly.GetManifestResourceStream(Resource)
                ?? throw new InvalidOperationException($"the resource {Resource} is not embedded");
            return new ReadOnlySpan<byte>(stream.PositionPointer, (int)stream.Length);
        }
    }

    /// <summary>
    /// Its bytes, once they are known to be those that were built: what is computed with them is stored under the digest that is known of
    /// them, also where others find it.
    /// </summary>
    /// <exception cref="RetrainException">RT2089: they are others.</exception>
    public ReadOnlySpan<byte> Require()
    {
        ReadOnlySpan<byte> bytes = Bytes;
        return Crc32C.Of(bytes) == Checksum
            ? bytes
            : throw new RetrainException(BackboneDiagnostics.Damaged(typeof(EmbeddedFile).Assembly.Location, Resource));
    }
}
