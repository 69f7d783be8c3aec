using System.CommandLine;

namespace Retrain.Tool.Commands;

/// <summary>Looks after the bottleneck cache; without another word it says what the cache holds.</summary>
internal sealed class CacheCommand() : ToolCommand("cache", "Shows, checks and cleans the bottleneck cache.")
{
    private readonly CacheInfoCommand info = new();
    private readonly CacheInfoCommand alone = new();

    public override IEnumerable<Option> Flags => alone.Flags;

    public override IReadOnlyList<ToolCommand> Commands =>
        [
            info, new CacheKeyCommand(), new CacheVerifyCommand(), new CachePruneCommand(),
            new CacheExportCommand(), new CacheImportCommand(), new CachePushCommand(), new CachePingCommand(), new CacheClearCommand(),
        ];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache",
        "dotnet retrain cache verify",
        "dotnet retrain cache key holiday.jpg",
        "dotnet retrain cache prune --unused_days 90",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken) =>
        alone.Run(line, problems, cancellationToken);
}
