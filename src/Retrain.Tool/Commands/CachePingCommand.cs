using System.CommandLine;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Flags;
using Retrain.Training.SharedCaches;

namespace Retrain.Tool.Commands;

/// <summary>Tries the shared cache, so that it need not take a training to see what is wrong with it.</summary>
internal sealed class CachePingCommand() : ToolCommand(
    "ping", "Says whether the shared cache can be read and written, how fast, and what the trouble is.")
{
    private readonly SharedCacheFlags flags = new("shared_cache", "shared_cache_read_only");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override IEnumerable<Option> Flags => [.. flags.All, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache ping",
        "dotnet retrain cache ping --shared_cache https://cache.example.com/retrain --shared_cache_read_only",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        SharedCacheOptions options = flags.Read(line, problems.Report);
        using SharedStore store = options.OpenStore();
        ProbedStore found = new SharedProbe(store).Run(!options.WritesNothing, cancellationToken);
        if (line.GetValue(json))
        {
            CacheJson.Print(found, options.WritesNothing);
        }
        else
        {
            CacheText.Print(found, options.WritesNothing);
        }

        if (found.Problem(isReadingEnough: true) is Diagnostic problem)
        {
            problems.Report(problem);
        }
    }
}
