using System.Globalization;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Files;

namespace Retrain.Training.Shards;

/// <summary>The results of all parts in a folder that all tasks see: a file for each, named after the part.</summary>
internal sealed class ShardResultFolder(string folder) : ShardResults
{
    public override string Place => folder;

    public override void RequireWritable(Shard shard, CancellationToken cancellationToken) =>
        Explain(shard, () => OutputFiles.Prepare([PathOf(shard)]));

    public override string Write(ShardResult result, PartPhotos part, CancellationToken cancellationToken)
    {
        Explain(result.Shard, () =>
        {
            using StagedFile file = new(new OutputPath(PathOf(result.Shard)));
            file.Write(stream => stream.Write(ShardResultJson.Write(result)));
            file.Publish();
        });
        return PathOf(result.Shard);
    }

    public override ShardResult? Read(
        PartPhotos part, Digest photos, ShardFlags flags, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        string path = PathOf(part.Shard);
        try
        {
            ShardResult result = ShardResultJson.Read(SmallFile.Read(path, ShardResultJson.LargestBytes));
            return result.Shard == part.Shard
                ? result
                : throw new FormatException(FormattableString.Invariant($"it is the result of part {result.Shard}"));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            report(ShardDiagnostics.ResultUnusable(path, exception.Message));
            return null;
        }
    }

    public override int? OtherCount(int count) =>
        !Directory.Exists(folder) ? null
        : Directory.EnumerateFiles(folder, "shard-*-of-*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path).Split('-') is ["shard", _, "of", string text]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int other) ? other : count)
            .FirstOrDefault(other => other != count) is > 0 and int found ? found : null;

    private string PathOf(Shard shard) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"shard-{shard.Number}-of-{shard.Count}.json"));

    private void Explain(Shard shard, Action write)
    {
        try
        {
            write();
        }
        catch (RetrainException exception)
        {
            throw new RetrainException(ShardDiagnostics.ResultNotWritten(
                PathOf(shard), (exception.InnerException ?? exception).Message), exception);
        }
    }
}
