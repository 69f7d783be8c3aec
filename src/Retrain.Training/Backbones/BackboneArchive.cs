using System.Formats.Tar;
using System.IO.Compression;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;

namespace Retrain.Training.Backbones;

/// <summary>
/// A .tgz with a graph in it. Of its entries only the one that is wanted is written, and to where it is wanted: whatever names and links the
/// archive holds, none leads anywhere.
/// </summary>
internal static class BackboneArchive
{
    // Ten times the largest that is published.
    private const long MaximumBytes = 1L << 30;

    /// <summary>Unpacks one file, aside and renamed.</summary>
    /// <param name="entryName">Its path in the archive.</param>
    /// <exception cref="RetrainException">RT2042: the archive is damaged or lacks it. RT4007: it cannot be written.</exception>
    public static void Unpack(string archive, string entryName, string target, CancellationToken cancellationToken)
    {
        using StagedFile file = new(new OutputPath(target));
        try
        {
            file.Write(stream => Copy(archive, entryName, stream, cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or OverflowException)
        {
            throw new RetrainException(
                BackboneDiagnostics.BadArchive(archive, $"the archive is truncated or damaged ({exception.Message.TrimEnd('.')})"), exception);
        }

        file.Publish();
    }

    private static void Copy(string archive, string entryName, Stream target, CancellationToken cancellationToken)
    {
        using FileStream compressed = File.OpenRead(archive);
        using GZipStream bytes = new(compressed, CompressionMode.Decompress);
        using TarReader reader = new(bytes);
        long readBytes = 0;
        while (Next(reader) is TarEntry entry)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A few bytes must not become gigabytes, be they written or skipped.
            readBytes += entry.Length;
            if (readBytes > MaximumBytes)
            {
                throw new RetrainException(BackboneDiagnostics.BadArchive(archive, $"the archive unpacks to more than {MaximumBytes >> 20} MiB"));
            }

            if (Normalized(entry.Name) == entryName)
            {
                CopyFile(archive, entry, target, cancellationToken);
                ReadToEnd(bytes, MaximumBytes - readBytes);
                return;
            }
        }

        throw new RetrainException(BackboneDiagnostics.BadArchive(archive, $"the archive has no '{entryName}' in it"));
    }

    private static void CopyFile(string archive, TarEntry entry, Stream target, CancellationToken cancellationToken)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is not Stream data)
        {
            throw new RetrainException(BackboneDiagnostics.BadArchive(archive, $"'{entry.Name}' in the archive is a {entry.EntryType}, not a file"));
        }

        try
        {
            data.CopyToAsync(target, cancellationToken).GetAwaiter().GetResult();
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        // Where the archive is cut off, the stream just ends.
        if (target.Length != entry.Length)
        {
            throw new InvalidDataException($"{target.Length} of {entry.Length} bytes are there");
        }
    }

    // The checksum over all that is compressed stands at its end, and only there is it looked at.
    private static void ReadToEnd(Stream bytes, long maximumBytes)
    {
        byte[] buffer = new byte[1 << 16];
        while (maximumBytes > 0 && bytes.Read(buffer) is > 0 and int count)
        {
            maximumBytes -= count;
        }
    }

    private static TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (EndOfStreamException exception)
        {
            // An IOException otherwise, which speaks of the file that is written.
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    // Archives of "tar czf x.tgz ." name their files so.
    private static string Normalized(string entryName) => entryName.StartsWith("./", StringComparison.Ordinal) ? entryName[2..] : entryName;
}
