using System.CommandLine;
using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Tool.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Similarity;

namespace Retrain.Tool.Commands;

/// <summary>Lists the photos of a folder that are most like others, by the bottlenecks in the cache.</summary>
internal sealed class SearchCommand() : ToolCommand(
    "search", "Lists the photos of a folder that look most like another photo to a network, with their categories.")
{
    private const string ImageDir = "image_dir";

    // Flags about what follows the extraction, and about sets of labelled images.
    private static readonly string[] OfTraining =
        ["testing_percentage", "validation_percentage", "seed", "split_salt", "decisions", "predefined_split"];

    private readonly Argument<string[]> images = Flag.Images();
    private readonly Option<string[]> image = Flag.Several(
        "--image", "Photos to search for, folders of them, or patterns.", "FILE");
    private readonly TrainFlags flags = new(
        TrainingFlags.All.Where(flag => flag.IsOfImages && !OfTraining.Contains(flag.Name)).Select(flag => flag.Name == ImageDir
            ? flag with { Description = "Folder of the photos to search, with or without a sub-folder for each category (required)." }
            : flag));

    private readonly Option<int> count = Flag.WithDefault(
        "--count", FlagTypes.Integer(1), new SearchOptions().Count, "Number of photos to list for each that is searched for.");
    private readonly Option<bool> includeQuery = Flag.Switch(
        "--include_query", "List the searched photo too where its own file lies in the folder; copies of it are always listed.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => images;

    public override IEnumerable<Option> Flags => [image, .. flags.All, count, includeQuery, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain search --image_dir photos --image holiday.jpg",
        "dotnet retrain search --image_dir photos --image holiday.jpg beach.jpg --count 3 --json",
        "dotnet retrain search --image_dir photos \"photos/roses/1*.jpg\" --architecture dinov2-small",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        string[] alone = line.GetValue(images) ?? [];
        RetrainOptions options = flags.Read(line, OptionsReader.Defaults, problems.Report);
        IReadOnlyList<string> queries = ImagePaths.Expand(
            [.. alone, .. line.GetValue(image) ?? []], problems.Report, cancellationToken, alone.Length > 0 ? images.Name : image.Name);
        PathArena arena = new();
        Category searched = new("", 0, "", queries.Select(path => new ImageFile(path, path, arena)));
        SearchResult result;
        ImageSet photos;
        using (RunDisplay display = Display(line.GetValue(json), problems.Report))
        {
            EventStream events = new(display.Show);
            Backbone backbone = BackboneCatalog.Load(options.Backbone, events.Report, cancellationToken);
            photos = ImageFolder.ReadToSearch(options.Data.ImageDir, problems.Report, cancellationToken);
            SearchOptions search = new() { Count = line.GetValue(count), IncludesQuery = line.GetValue(includeQuery) };
            result = new PhotoSearch(backbone, options.Bottlenecks, search, events.Report)
                .Run(searched.Images, photos.Images, started, cancellationToken);
        }

        foreach (Diagnostic problem in searched.Images.Select(query => query.Problem).OfType<Diagnostic>())
        {
            problems.Report(problem);
        }

        FoundPhotos found = new(result, options.Data.ImageDir);
        if (line.GetValue(json))
        {
            SearchJson.Print(found);
        }
        else
        {
            SearchText.Print(found);
        }

        if (result.Unreadable == photos.Images.Count)
        {
            throw new RetrainException(DataDiagnostics.NothingReadable(options.Data.ImageDir, result.Unreadable, isLeftOut: false));
        }
    }

    private static RunDisplay Display(bool isJson, Action<Diagnostic> report) =>
        isJson ? new ProblemsAlone(report) : new TrainText(Verbosity.Normal, report);

    /// <summary>Shows nothing but problems, as programs read the result.</summary>
    private sealed class ProblemsAlone(Action<Diagnostic> report) : RunDisplay(Verbosity.Quiet, report)
    {
        protected override void ShowEvent(TrainingEvent trainingEvent)
        {
        }

        protected override void Close()
        {
        }
    }
}
