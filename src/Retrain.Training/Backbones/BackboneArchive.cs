using System.Formats.Tar;
using System.IO.Compression;
using Retrain.Runtime;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;

namespace Retrain.Training.Backbones;

/// <summary>
/// Unpacks the graph from a .tgz archive. Only the requested entry is written, and only to the requested path, so that no name or link in
/// the archive can lead elsewhere.
/// </summary>
internal static class BackboneArchive
{
    // Ten times the largest published archive.
    private const long MaximumBytes = 1L << 30;

    /// <summary>Unpacks one file under a temporary name and renames it.</summary>
    /// <param name="entryName">The path of the file in the archive.</param>
    /// <exception cref="RetrainException">RT2042: the archive is damaged or lacks it. RT4007: it cannot be written.</exception>
    public static void Unpack(string archive, string entryName, string target, CancellationToken cancellationToken)
    {
        OutputPath output = new(target);
        output.RequireWritable(new HashSet<string>());
        using StagedFile file = new(output);
        try
        {
            file.Write(stream => Copy(archive, entryName, stream, cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or OverflowException)
        {
            throw new RetrainException(
                BackboneDiagnostics.BadArchive(archive, $"the archive is truncated or damaged ({exception.Message.TrimEnd('.')})"),
                exception);
        }

        file.Publish();
    }

    private static void Copy(string archive, string entryName, Stream target, CancellationToken cancellationToken)
    {
        if (SmallFile.SizeOf(archive) == 0)
        {
            throw new RetrainException(BackboneDiagnostics.BadArchive(archive, "the archive is empty, or is a pipe or a device"));
        }

        using FileStream compressed = File.OpenRead(archive);
        using GZipStream bytes = new(compressed, CompressionMode.Decompress);
        using TarReader reader = new(bytes);
        long readBytes = 0;
        while (Next(reader) is TarEntry entry)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A few bytes must not become gigabytes, whether they are written or skipped.
            readBytes += entry.Length;
            if (readBytes > MaximumBytes)
            {
                throw new RetrainException(
                    BackboneDiagnostics.BadArchive(archive, $"the archive unpacks to more than {MaximumBytes >> 20} MiB"));
            }

            if (Normalized(entry.Name) == entryName)
            {
                CopyFile(archive, entry, target, cancellationToken);
                ReadToEnd(bytes, MaximumBytes - readBytes);
                return;
            }
        }

        throw new RetrainException(BackboneDiagnostics.BadArchive(archive, $"the archive does not contain '{entryName}'"));
    }

    private static void CopyFile(string archive, TarEntry entry, Stream target, CancellationToken cancellationToken)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is not Stream data)
        {
            throw new RetrainException(
                BackboneDiagnostics.BadArchive(archive, $"'{entry.Name}' in the archive is a {entry.EntryType}, not a file"));
        }

        try
        {
            data.CopyToAsync(target, cancellationToken).GetAwaiter().GetResult();
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        // If the archive is truncated, the stream just ends.
        if (target.Length != entry.Length)
        {
            throw new InvalidDataException($"{target.Length} of {entry.Length} bytes are present");
        }
    }

    // The checksum over the compressed data is at its end and is only verified there.
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
            // An IOException would be taken for a problem with the file that is written.
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    // Archives made by "tar czf x.tgz ." have such names.
    private static string Normalized(string entryName) => entryName.StartsWith("./", StringComparison.Ordinal) ? entryName[2..] : entryName;
}
