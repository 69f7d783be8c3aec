using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Flags;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.SharedCaches;

namespace Retrain.Tool.Commands;

/// <summary>Fills a shared cache from the local one.</summary>
internal sealed class CachePushCommand() : ToolCommand(
    "push", "Writes the bottlenecks of the cache to the shared cache, as far as that lacks them.")
{
    private readonly SharedCacheFlags flags = new("shared_cache");
    private readonly Option<string?> backbone = Flag.OptionalText(
        "--backbone", "Name of the only backbone whose entries to write, or the beginning of its digest [default: all].", "NAME");
    private readonly Option<string?> folder = Flag.CacheFolder();
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override IEnumerable<Option> Flags => [.. flags.All, backbone, folder, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache push",
        "dotnet retrain cache push --shared_cache file:///mnt/team --backbone efficientnet_lite0",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        SharedPatience patience = new(SharedPush.LongestWait);
        SharedCacheOptions options = flags.Read(line, problems.Report) with { WaitsForWrites = true, Patience = patience };
        if (options.WritesNothing)
        {
            throw new RetrainException(CacheCommandDiagnostics.PushWithoutWriting());
        }

        using CacheMaintenance cache = new(line.GetValue(folder) ?? BottleneckCache.DefaultFolder);
        if (!cache.Exists)
        {
            throw new RetrainException(CacheDiagnostics.NoCacheYet(cache.DatabasePath));
        }

        cache.RequireEntries(line.GetValue(backbone));
        RequireUsable(options, cancellationToken);
        using SharedCache shared = options.Open(problems.Report)!;
        SharedPush push = new(shared, patience);
        (long damaged, long unknown) =
            cache.ReadGroups(line.GetValue(backbone), group => push.Add(group, cancellationToken), cancellationToken);
        push.Finish(cancellationToken);
        bool isNothingKnown = push.Count == 0 && unknown > 0;
        Diagnostic?[] leftOut =
        [
            damaged > 0 ? CacheDiagnostics.DamagedNotExported(cache.DatabasePath, damaged) : null,
            unknown > 0 ? CacheDiagnostics.UnknownNotPushed(cache.DatabasePath, unknown, isNothingKnown) : null,
        ];
        Array.ForEach([.. leftOut.OfType<Diagnostic>()], problems.Report);
        if (line.GetValue(json))
        {
            CacheJson.PrintPushed(shared.Name, push.Count, push.LackingCount);
        }
        else if (!isNothingKnown)
        {
            CacheText.PrintPushed(shared.Name, push.Count, push.LackingCount);
        }
    }

    private static void RequireUsable(SharedCacheOptions options, CancellationToken cancellationToken)
    {
        using SharedStore store = options.OpenStore();
        ProbedStore found = new SharedProbe(store).Run(isWritten: true, cancellationToken);
        if (found.Problem(isReadingEnough: false) is Diagnostic problem)
        {
            throw new RetrainException(problem);
        }
    }
}
