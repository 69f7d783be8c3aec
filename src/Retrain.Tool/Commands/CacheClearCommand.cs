using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Removes the cache.</summary>
internal sealed class CacheClearCommand() : ToolCommand("clear", "Removes all that is in the cache and that no running process uses.")
{
    private readonly Option<string?> folder = Flag.CacheFolder();
    private readonly Option<bool> yes = Flag.Switch("--yes", "Do not ask.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override IEnumerable<Option> Flags => [folder, yes, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache clear",
        "dotnet retrain cache clear --yes",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        using CacheMaintenance cache = new(line.GetValue(folder) ?? BottleneckCache.DefaultFolder);
        if (!line.GetValue(yes) && !IsMeant(cache.DatabasePath))
        {
            OutputLine.Write("Nothing was removed.");
            return;
        }

        (long freed, long kept) = cache.Clear();
        if (line.GetValue(json))
        {
            CacheJson.PrintCleared(cache.DatabasePath, freed, kept);
        }
        else
        {
            CacheText.PrintCleared(cache.DatabasePath, freed, kept);
        }
    }

    private static bool IsMeant(string path)
    {
        if (Terminal.Current is null || Console.IsInputRedirected)
        {
            throw new RetrainException(CacheCommandDiagnostics.CannotAsk("cache clear"));
        }

        OutputLine.Write($"Remove '{path}'? Its bottlenecks are then computed again when they are wanted. [y/N]");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
