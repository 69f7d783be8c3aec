using System.CommandLine;
using Retrain.Tool.Flags;
using Retrain.Training.Caching;

namespace Retrain.Tool.Commands;

/// <summary>Brings the bottlenecks of a pack into the cache.</summary>
internal sealed class CacheImportCommand() : ToolCommand("import", "Stores the bottlenecks of a pack in the cache.")
{
    private readonly Argument<string> path = new("pack") { Description = "A file that `dotnet retrain cache export` wrote." };
    private readonly Option<string?> folder = Flag.CacheFolder();
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => path;

    public override IEnumerable<Option> Flags => [folder, json];

    public override IReadOnlyList<string> Examples => ["dotnet retrain cache import flowers.pack"];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        string pack = Flag.ExistingFile(path.Name, line.GetRequiredValue(path));
        using CacheMaintenance cache = new(line.GetValue(folder) ?? BottleneckCache.DefaultFolder);
        (long read, long stored) = cache.Import(pack, cancellationToken);
        if (line.GetValue(json))
        {
            CacheJson.PrintMoved(pack, read, stored);
        }
        else
        {
            CacheText.PrintImported(read, stored);
        }
    }
}
