using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Flags;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Options;
using Retrain.Training.RetrainPyFiles;

namespace Retrain.Tool.Commands;

/// <summary>Brings bottlenecks into the cache: those of a pack, or those that retrain.py wrote.</summary>
internal sealed class CacheImportCommand() : ToolCommand(
    "import", "Stores the bottlenecks of a pack, or of retrain.py's --bottleneck_dir, in the cache.")
{
    private static readonly string[] Wanted =
        ["architecture", "model_dir", "input_tensor", "bottleneck_tensor", "input_size", "bottleneck_dir"];

    private readonly Argument<string> path = new("path")
    {
        Description = "A pack that `dotnet retrain cache export` wrote, or the folder that was retrain.py's --bottleneck_dir.",
    };
    private readonly Option<string?> imageDir = Flag.OptionalText(
        "--image_dir", "Folder of the photos that retrain.py's files belong to.", "DIR");
    private readonly TrainFlags flags = new(TrainingFlags.All.Where(flag => Wanted.Contains(flag.Name)));
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => path;

    public override IEnumerable<Option> Flags => [imageDir, .. flags.All, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache import flowers.pack",
        "dotnet retrain cache import /tmp/bottleneck --image_dir flower_photos --architecture inception_v3",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        string source = Flag.ExistingFile(path.Name, line.GetRequiredValue(path));
        RetrainOptions options = flags.Read(line, OptionsReader.Defaults with { Data = new() { ImageDir = "." } }, problems.Report);
        if (Directory.Exists(source))
        {
            string photos = line.GetValue(imageDir) ?? throw new RetrainException(CacheCommandDiagnostics.ImportNeedsPhotos(source));
            RetrainPyImport import = ImportTexts(source, photos, options, problems, cancellationToken);
            if (line.GetValue(json))
            {
                CacheJson.PrintImported(source, import.StoredCount, import.SkippedCount);
            }
            else
            {
                CacheText.PrintImported(import.StoredCount, import.SkippedCount);
            }

            return;
        }

        using CacheMaintenance cache = new(options.Bottlenecks.BottleneckDir ?? BottleneckCache.DefaultFolder);
        (long read, long stored) = cache.Import(source, cancellationToken);
        if (line.GetValue(json))
        {
            CacheJson.PrintMoved(source, read, stored);
        }
        else
        {
            CacheText.PrintImported(read, stored);
        }
    }

    private static RetrainPyImport ImportTexts(
        string folder, string imageDir, RetrainOptions options, ProblemLog problems, CancellationToken cancellationToken)
    {
        EventStream events = new(problems.ReportFound);
        Backbone backbone = BackboneCatalog.Load(options.Backbone, events.Report, cancellationToken);
        using BottleneckCache cache = BottleneckCache.Open(
            options.Bottlenecks.BottleneckDir ?? BottleneckCache.DefaultFolder, problems.Report, folderIsRequired: true);
        RetrainPyImport import = new(
            cache, new BottleneckKeys(backbone, options.Bottlenecks.MaximumPixels), backbone.BottleneckLength, problems.Report);
        import.Run(folder, imageDir, Path.GetFileName(options.Backbone.Architecture), cancellationToken);
        return import;
    }
}
