using System.Globalization;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Packs;

namespace Retrain.Training.Shards;

/// <summary>The results of all parts in a folder that all tasks see: a file for each, named after the part.</summary>
internal sealed class ShardResultFolder(string folder, PackSigningKey? signingKey) : ShardResults(signingKey)
{
    public override string Place => folder;

    public override void RequireWritable(Shard shard, CancellationToken cancellationToken) =>
        Explain(shard, () => OutputFiles.Prepare([PathOf(shard)]));

    public override string Write(ShardResult result, PartPhotos part, CancellationToken cancellationToken)
    {
        Explain(result.Shard, () =>
        {
            using StagedFile file = new(new OutputPath(PathOf(result.Shard)));
            file.Write(stream => stream.Write(ToBytes(result)));
            file.Publish();
        });
        return PathOf(result.Shard);
    }

    public override FoundResult Read(
        PartPhotos part, Digest photos, ShardFlags flags, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        string path = PathOf(part.Shard);
        try
        {
            return FromBytes(SmallFile.Read(path, ShardResultJson.LargestBytes), part.Shard, path, result => result, report);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (UnauthorizedAccessException)
        {
            report(ShardDiagnostics.ResultUnusable(path, "there is no permission to read it"));
            return new(null, IsUnusable: true);
        }
        catch (IOException exception)
        {
            report(ShardDiagnostics.ResultUnusable(path, exception.Message));
            return new(null, IsUnusable: true);
        }
    }

    public override Diagnostic? ExplainNone(int count)
    {
        if (!Directory.Exists(folder))
        {
            return ShardDiagnostics.NoFolderOfResults(folder);
        }

        int other = Directory.EnumerateFiles(folder, "shard-*-of-*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path).Split('-') is ["shard", _, "of", string text]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int other) ? other : count)
            .FirstOrDefault(other => other != count);
        return other > 0 ? ShardDiagnostics.OtherCount(folder, count, other) : null;
    }

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
                PathOf(shard), (exception.InnerException ?? exception).Message, null), exception);
        }
    }
}
