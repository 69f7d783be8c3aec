using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Flags;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;
using Retrain.Training.SharedCaches;

namespace Retrain.Tool.Commands;

/// <summary>The flags that name a shared cache, for the commands that are about it.</summary>
internal sealed class SharedCacheFlags(params IReadOnlyList<string> names)
{
    private readonly TrainFlags flags = new(TrainingFlags.All.Where(flag => names.Contains(flag.Name)));

    public IEnumerable<Option> All => flags.All;

    /// <summary>The shared cache of the command line or, without one there, of the environment.</summary>
    /// <exception cref="RetrainException">RT4123: there is none. RT4071: the environment sets no valid patience.</exception>
    public SharedCacheOptions Read(ParseResult line, Action<Diagnostic> report)
    {
        SharedCacheOptions options =
            flags.Read(line, OptionsReader.Defaults with { Data = new() { ImageDir = "." } }, report).Bottlenecks.SharedCache;

        // What a run would refuse is wrong here too, although these commands wait as long as they want.
        _ = SharedPatience.FromEnvironment();
        return options.HasAddress ? options : throw new RetrainException(CacheCommandDiagnostics.NoSharedCache());
    }
}
