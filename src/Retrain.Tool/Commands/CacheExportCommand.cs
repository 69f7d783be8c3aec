using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Flags;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Writes the cache to a pack, which another cache can import.</summary>
internal sealed class CacheExportCommand() : ToolCommand("export", "Writes the bottlenecks of the cache to one file, a pack.")
{
    private readonly Argument<string> path = new("file") { Description = "The pack, or a folder for it." };
    private readonly Option<string?> backbone = Flag.OptionalText(
        "--backbone", "Name of the only backbone whose entries to write, or the beginning of its digest [default: all].", "NAME");
    private readonly Option<string?> folder = Flag.CacheFolder();
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => path;

    public override IEnumerable<Option> Flags => [backbone, folder, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache export flowers.pack",
        "dotnet retrain cache export packs/ --backbone efficientnet_lite0",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        using CacheMaintenance cache = new(line.GetValue(folder) ?? BottleneckCache.DefaultFolder);
        string asked = line.GetRequiredValue(path);
        string pack = Directory.Exists(asked) || Path.EndsInDirectorySeparator(asked) ? Path.Combine(asked, "bottlenecks.pack") : asked;
        RequireOutside(cache.DatabasePath, pack);
        (int written, int damaged) = cache.Export(pack, line.GetValue(backbone), cancellationToken);
        if (damaged > 0)
        {
            problems.Report(CacheDiagnostics.DamagedNotExported(cache.DatabasePath, damaged));
        }

        if (line.GetValue(json))
        {
            CacheJson.PrintMoved(pack, written, null);
        }
        else
        {
            CacheText.PrintExported(pack, written);
        }
    }

    // The log, the locks and the files that were set aside have the database's name with an ending.
    private static void RequireOutside(string database, string pack)
    {
        if (RealPath.Of(pack).StartsWith(Path.ChangeExtension(RealPath.Of(database), "."), StringComparison.Ordinal))
        {
            throw new RetrainException(OptionDiagnostics.ReplacesInput(pack, "a file of the cache"));
        }
    }
}
