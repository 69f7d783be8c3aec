using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Flags;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Removes a part of the cache.</summary>
internal sealed class CachePruneCommand() : ToolCommand(
    "prune", "Removes entries by age, backbone or size, the least recently used first, but none that a running process uses.")
{
    private static readonly FlagType<long> Size = new(
        "SIZE", "a size such as 2GB or 500MB", (text, out bytes) => ByteSize.TryParse(text, out bytes) && bytes > 0);

    private readonly Option<long?> maxSize = Flag.Optional("--max_size", Size, "Remove entries until the cache is no larger than this.");
    private readonly Option<int?> unusedDays = Flag.Optional(
        "--unused_days", FlagTypes.Integer(0), "Remove entries that were not used for this many days.");
    private readonly Option<string?> backbone = Flag.OptionalText(
        "--backbone", "Name of the backbone whose entries to remove, or the beginning of its digest.", "NAME");
    private readonly Option<string?> folder = Flag.CacheFolder();
    private readonly Option<bool> dryRun = Flag.Switch("--dry_run", "Remove nothing, and say what would go.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override IEnumerable<Option> Flags => [maxSize, unusedDays, backbone, folder, dryRun, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache prune --max_size 2GB",
        "dotnet retrain cache prune --unused_days 90 --dry_run",
        "dotnet retrain cache prune --backbone mobilenet_1.0_224",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        CachePruning pruning = new()
        {
            MaximumBytes = line.GetValue(maxSize),
            UnusedDays = line.GetValue(unusedDays),
            Backbone = line.GetValue(backbone),
        };
        if (pruning == new CachePruning())
        {
            throw new RetrainException(CacheCommandDiagnostics.NothingToPrune());
        }

        bool isTrial = line.GetValue(dryRun);
        using CacheMaintenance cache = new(line.GetValue(folder) ?? BottleneckCache.DefaultFolder);
        (long entries, long bytes, long freed) = cache.Prune(pruning, isTrial);
        if (line.GetValue(json))
        {
            CacheJson.PrintPruned(cache.DatabasePath, entries, bytes, isTrial ? null : freed);
        }
        else
        {
            CacheText.PrintPruned(entries, bytes, isTrial ? null : freed);
        }
    }
}
