using System.CommandLine;
using Retrain.Tool.Flags;
using Retrain.Training.Caching;

namespace Retrain.Tool.Commands;

/// <summary>Says where the cache is, how large it is, and what it holds.</summary>
internal sealed class CacheInfoCommand() : ToolCommand("info", "Shows the cache's folder, size, entries by backbone, and last runs.")
{
    private readonly Option<string?> folder = Flag.CacheFolder();
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override IEnumerable<Option> Flags => [folder, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache info",
        "dotnet retrain cache info --bottleneck_dir /tmp/bottlenecks --json",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        using CacheMaintenance cache = new(line.GetValue(folder) ?? BottleneckCache.DefaultFolder);
        CacheContents contents = cache.Contents();
        if (line.GetValue(json))
        {
            CacheJson.Print(contents);
        }
        else
        {
            CacheText.Print(contents, DateTimeOffset.UtcNow);
        }
    }
}
