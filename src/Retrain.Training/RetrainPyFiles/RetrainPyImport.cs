using System.Globalization;
using System.Text;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Runtime.Images;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.RetrainPyFiles;

/// <summary>
/// Brings the bottlenecks that retrain.py wrote as text, in <c>DIR/CATEGORY/PHOTO_ARCHITECTURE.txt</c>, into the cache, under keys of their
/// own: TensorFlow's values are not ours to the bit.
/// </summary>
/// <param name="cache">The cache.</param>
/// <param name="keys">The keys of the network that the values come from.</param>
/// <param name="length">Values of a bottleneck.</param>
/// <param name="report">Told what cannot be used.</param>
internal sealed class RetrainPyImport(BottleneckCache cache, BottleneckKeys keys, int length, Action<Diagnostic> report)
{
    private const int GroupSize = 256;
    private const int LargestBytes = 1 << 20; // 40,000 values as retrain.py wrote them

    private readonly ImageFileReader reader = new();

    /// <summary>The number of bottlenecks that were stored.</summary>
    public int StoredCount { get; private set; }

    /// <summary>The number of files that could not be used.</summary>
    public int SkippedCount { get; private set; }

    /// <param name="folder">The folder that was retrain.py's --bottleneck_dir.</param>
    /// <param name="imageDir">The folder of the photos, with the same folders of categories.</param>
    /// <param name="architecture">The name that ends the files' names.</param>
    /// <exception cref="RetrainException">RT4066: there are no such files.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was read until then is stored.</exception>
    public void Run(string folder, string imageDir, string architecture, CancellationToken cancellationToken)
    {
        string ending = $"_{architecture}.txt";
        string[] files =
        [
            .. Directory.EnumerateDirectories(folder).SelectMany(Directory.EnumerateFiles)
                .Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
        if (files.Length == 0)
        {
            throw new RetrainException(CacheCommandDiagnostics.NoRetrainPyFiles(folder, ending));
        }

        foreach (string[] group in files.Chunk(GroupSize))
        {
            List<(BottleneckKey, ReadOnlyMemory<float>)> entries = [];
            foreach (string path in group)
            {
                cancellationToken.ThrowIfCancellationRequested();
                string photo = Path.GetRelativePath(folder, path)[..^ending.Length];
                if (Read(path, Path.Combine(imageDir, photo)) is (Digest image, float[] values))
                {
                    entries.Add((keys.ImportedKeyOf(image), values));
                }
            }

            cache.PutMany(entries);
            StoredCount += entries.Count;
            SkippedCount += group.Length - entries.Count;
        }
    }

    private (Digest Image, float[] Values)? Read(string path, string photo)
    {
        try
        {
            if (!File.Exists(photo))
            {
                report(CacheDiagnostics.ImportedPhotoMissing(path, photo));
                return null;
            }

            string[] fields = Encoding.UTF8.GetString(SmallFile.Read(path, LargestBytes)).Trim().Split(',');
            float[] values = [.. fields.Select(Number).TakeWhile(float.IsFinite)];
            if (values.Length != fields.Length)
            {
                report(CacheDiagnostics.ImportedValueWrong(path, values.Length + 1, fields[values.Length]));
                return null;
            }

            if (values.Length != length)
            {
                report(CacheDiagnostics.ImportedLengthWrong(path, values.Length, length));
                return null;
            }

            return (Digest.Of(reader.ReadImage(photo).Span), values);
        }
        catch (RetrainException exception)
        {
            report(exception.Diagnostic with { Severity = Severity.Warning });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report(CacheDiagnostics.ImportedFileUnreadable(path, exception.Message));
        }

        return null;
    }

    private static float Number(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : float.NaN;
}
