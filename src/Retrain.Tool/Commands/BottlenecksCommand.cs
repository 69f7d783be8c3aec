using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Flags;
using Retrain.Tool.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>
/// Prints the values that a head would be trained on, from the same cache and by the same way as in training; or extracts those of a part
/// of a folder for a training that follows.
/// </summary>
internal sealed class BottlenecksCommand() : ToolCommand(
    "bottlenecks", "Prints the bottlenecks of images, the numbers that the new layer would read, or extracts a part of those of a folder.")
{
    private const string ImageDir = "image_dir";

    // Flags about what follows the extraction.
    private static readonly string[] OfTraining = ["testing_percentage", "validation_percentage", "seed", "split_salt", "decisions"];

    // Flags about sets of labelled images, which single images do not have.
    private static readonly string[] OfSets = [ImageDir, "predefined_split"];

    private readonly Argument<string[]> images = Flag.Images();
    private readonly TrainFlags flags = new(
        TrainingFlags.All.Where(flag => flag.IsOfImages && !OfTraining.Contains(flag.Name)).Select(flag => flag.Name == ImageDir
            ? flag with { Description = "Folder with a sub-folder of images for each category, for --shard and --expect." }
            : flag));

    private readonly ShardCommands shards = new();
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object for each image, or for each event, on one line.");

    public override Argument Argument => images;

    public override IEnumerable<Option> Flags => [.. flags.All, .. shards.Flags, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain bottlenecks holiday.jpg",
        "dotnet retrain bottlenecks photos/ \"more/*.png\" --architecture dinov2-small --json",
        "dotnet retrain bottlenecks --image_dir photos --shard 3/64 --shard_results results",
        "dotnet retrain bottlenecks --image_dir photos --shard auto/64 --shard_results results",
        "dotnet retrain bottlenecks --image_dir photos --expect 64 --shard_results results",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        bool isOfFolder = shards.AreMeant(line) || flags.Named(OfSets).Any(flag => line.GetResult(flag) is { Implicit: false });
        string[] named = line.GetValue(images) ?? [];
        if (isOfFolder && named.Length > 0)
        {
            throw new RetrainException(OptionDiagnostics.UnexpectedArgument(named[0]));
        }

        RetrainOptions options = flags.Read(
            line, isOfFolder ? OptionsReader.Defaults : OptionsReader.Defaults with { Data = new() { ImageDir = "." } }, problems.Report);
        if (isOfFolder)
        {
            shards.Run(line, options, line.GetValue(json), problems, cancellationToken);
        }
        else
        {
            Print(line, named, options, problems, cancellationToken);
        }
    }

    private void Print(
        ParseResult line, IReadOnlyList<string> named, RetrainOptions options, ProblemLog problems, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = ImagePaths.Expand(named, problems.Report, cancellationToken, images.Name);
        PathArena arena = new();
        Category all = new("", 0, "", paths.Select(path => new ImageFile(path, path, arena)));
        EventStream events = new(problems.ReportFound);
        Backbone backbone = BackboneCatalog.Load(options.Backbone, events.Report, cancellationToken);
        using BottleneckSource source = new(backbone, options.Bottlenecks, events.Report);
        BottleneckMatrix bottlenecks = source.Load(all.Images, cancellationToken);
        foreach (LabeledImage image in all.Images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (image.Problem is Diagnostic problem)
            {
                problems.Report(problem);
                continue;
            }

            ReadOnlySpan<float> bottleneck = bottlenecks.PaddedRow(image.Row)[..backbone.BottleneckLength];
            if (line.GetValue(json))
            {
                BottlenecksJson.Print(image.Path, bottleneck);
            }
            else
            {
                BottlenecksText.Print(image.Path, bottleneck);
            }
        }
    }
}
