using System.CommandLine;
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

/// <summary>Prints the values that a head would be trained on, from the same cache and by the same way as in training.</summary>
internal sealed class BottlenecksCommand() : ToolCommand(
    "bottlenecks", "Prints the bottlenecks of images: the numbers that the new layer would read.")
{
    // Flags about sets of labelled images, which single images do not have.
    private static readonly string[] OfSets =
        ["image_dir", "predefined_split", "testing_percentage", "validation_percentage", "seed", "split_salt", "decisions"];

    private readonly Argument<string[]> images = Flag.Images();
    private readonly TrainFlags flags = new(TrainingFlags.All.Where(flag => flag.IsOfImages && !OfSets.Contains(flag.Name)));
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object for each image, on one line.");

    public override Argument Argument => images;

    public override IEnumerable<Option> Flags => [.. flags.All, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain bottlenecks holiday.jpg",
        "dotnet retrain bottlenecks photos/ \"more/*.png\" --architecture dinov2-small --json",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        RetrainOptions options = flags.Read(
            line, OptionsReader.Defaults with { Data = new() { ImageDir = "." } }, problems.Report);
        IReadOnlyList<string> paths =
            ImagePaths.Expand(line.GetValue(images) ?? [], problems.Report, cancellationToken, images.Name);
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
