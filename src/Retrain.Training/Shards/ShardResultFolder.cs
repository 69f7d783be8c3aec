using System.Globalization;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;

namespace Retrain.Training.Shards;

/// <summary>The results of all parts in a folder that all tasks see: a file for each, named after the part.</summary>
internal sealed class ShardResultFolder(string folder)
{
    public string Folder => folder;

    public string PathOf(Shard shard) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"shard-{shard.Number}-of-{shard.Count}.json"));

    /// <summary>Fails before the work if the result could not be written after it.</summary>
    /// <exception cref="RetrainException">RT3030: it cannot be written.</exception>
    public void RequireWritable(Shard shard) => Explain(shard, () => OutputFiles.Prepare([PathOf(shard)]));

    /// <summary>Writes the result of a part, whole or not at all, in place of an earlier one.</summary>
    /// <returns>The path of the file.</returns>
    /// <exception cref="RetrainException">RT3030: it cannot be written.</exception>
    public string Write(ShardResult result)
    {
        Explain(result.Shard, () =>
        {
            using StagedFile file = new(new OutputPath(PathOf(result.Shard)));
            file.Write(stream => stream.Write(ShardResultJson.Write(result)));
            file.Publish();
        });
        return PathOf(result.Shard);
    }

    /// <summary>Reads the result of a part.</summary>
    /// <param name="report">Told of a file that is not the result of this part.</param>
    /// <returns>The result; <see langword="null"/> where there is none.</returns>
    public ShardResult? Read(Shard shard, Action<Diagnostic> report)
    {
        string path = PathOf(shard);
        try
        {
            ShardResult result = ShardResultJson.Read(SmallFile.Read(path, ShardResultJson.LargestBytes));
            return result.Shard == shard
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

    /// <summary>Finds out whether the folder has results of another number of parts.</summary>
    /// <returns>Another number; <see langword="null"/> where there is none.</returns>
    public int? OtherCount(int count) =>
        !Directory.Exists(folder) ? null
        : Directory.EnumerateFiles(folder, "shard-*-of-*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path).Split('-') is ["shard", _, "of", string text]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int other) ? other : count)
            .FirstOrDefault(other => other != count) is > 0 and int found ? found : null;

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
