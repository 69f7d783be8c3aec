using System.CommandLine;
using Retrain.Runtime.Images;
using Retrain.Tool.Flags;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Prints what a bottleneck is found by, so that two misses can be compared.</summary>
internal sealed class CacheKeyCommand() : ToolCommand(
    "key", "Prints the key of an image's bottleneck, with a line for each thing that it depends on.")
{
    // Flags about sets of images, and those that no key depends on.
    private static readonly string[] Others =
    [
        "image_dir", "predefined_split", "testing_percentage", "validation_percentage", "seed", "split_salt", "decisions",
        "threads", "max_megapixels", "imported_bottlenecks", "shared_cache", "shared_cache_read_only",
    ];

    private readonly Argument<string> image = new("image") { Description = "The image." };
    private readonly TrainFlags flags = new(
        TrainingFlags.All.Where(flag => flag.IsOfImages && !Others.Contains(flag.Name)));
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => image;

    public override IEnumerable<Option> Flags => [.. flags.All, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache key holiday.jpg",
        "dotnet retrain cache key holiday.jpg --architecture mobilenet_1.0_224",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        RetrainOptions options = flags.Read(line, OptionsReader.Defaults with { Data = new() { ImageDir = "." } }, problems.Report);
        string path = Flag.ExistingFile(image.Name, line.GetRequiredValue(image));
        ImageContent content = ImageContent.Of(new ImageFileReader().ReadImage(path).Span);
        Backbone backbone = BackboneCatalog.Load(options.Backbone, new EventStream(problems.ReportFound).Report, cancellationToken);
        BottleneckKey key = new BottleneckKeys(backbone, options.Bottlenecks.MaximumPixels).KeyOf(content);
        using CacheMaintenance cache = new(options.Bottlenecks.BottleneckDir ?? BottleneckCache.DefaultFolder);
        bool isCached = cache.Has(key);
        if (line.GetValue(json))
        {
            CacheJson.Print(path, key, isCached);
        }
        else
        {
            CacheText.Print(key, isCached);
        }
    }
}
