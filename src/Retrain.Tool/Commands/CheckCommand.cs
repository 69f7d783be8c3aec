using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Looks for problems with images before they are trained on.</summary>
internal sealed class CheckCommand() : ToolCommand(
    "check", "Looks for problems in folders of photos: duplicates, wrong labels, unreadable files and more.")
{
    private readonly TrainFlags flags = new(TrainingFlags.All.Where(flag => flag.IsOfImages));
    private readonly Option<bool> json = Flag.Switch("--json", "Print every event and problem as a JSON object on one line.");
    private readonly Option<int> topK = Flag.WithDefault(
        "--top_k", FlagTypes.Integer(0), 10, "Number of problems of each kind to list; all are counted.");
    private readonly Option<string?> apply = Flag.OptionalText(
        "--apply", "List what a file of decisions would do to the photos, in place of the check.", "FILE");
    private readonly Option<string?> moveTo = Flag.OptionalText(
        "--move_to", "With --apply: move photos to the folders of their labels, and those to remove to this folder.", "DIR");
    private readonly Option<string?> undo = Flag.OptionalText(
        "--undo", "Move all photos back that --move_to moved with this folder; no folder of photos is needed.", "DIR");
    private readonly Option<bool> strict = Flag.Switch("--strict", "Fail if any problem is found.");

    public override Argument Argument => flags.Folder;

    public override IEnumerable<Option> Flags => [.. flags.All, json, topK, strict, apply, moveTo, undo];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain check ~/flower_photos",
        "dotnet retrain check --image_dir photos --top_k 50 --json",
        "dotnet retrain check --image_dir photos --strict",
        "dotnet retrain check photos --apply decisions.json --move_to photos_removed",
        "dotnet retrain check --undo photos_removed",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        bool isJson = line.GetValue(json);
        problems.Show = isJson ? TrainJson.PrintProblem : problems.Show;
        if (line.GetValue(undo) is string moved)
        {
            RequireOnly(line, undo, json);
            new DecidedPhotos(isJson, problems).Undo(moved, cancellationToken);
            return;
        }

        RetrainOptions options = flags.Read(line, OptionsReader.Defaults, problems.Report);
        if (line.GetValue(apply) is string decisions)
        {
            RequireOnly(line, apply, [json, moveTo, .. flags.Named("image_dir", "predefined_split", "bottleneck_dir", "threads")]);
            options = options with { Data = options.Data with { Decisions = decisions } };
            new DecidedPhotos(isJson, problems).Apply(options, line.GetValue(moveTo), cancellationToken);
            return;
        }

        if (line.GetValue(moveTo) is not null)
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag(apply.Name, "name the file of decisions that --move_to follows"));
        }

        HashSet<Diagnostic> shown = [];
        using RunDisplay display = TrainCommand.Display(isJson, Verbosity.Normal, problem =>
        {
            shown.Add(problem);
            problems.Report(problem);
        });
        DataCheckResult result = new DataCheck(options, display.Show).Run(cancellationToken);

        foreach (IGrouping<FindingKind, Finding> kind in result.Findings.GroupBy(finding => finding.Kind))
        {
            Print(kind, line.GetValue(topK), isJson, shown);
        }

        if (isJson)
        {
            CheckJson.Print(result);
        }
        else
        {
            CheckText.Print(result);
        }

        if (result.Findings.Count > 0 && line.GetValue(strict))
        {
            throw new RetrainException(DataDiagnostics.FindingsInStrictMode(options.Data.ImageDir, result.Findings.Count));
        }
    }

    // What would be ignored was meant to do something.
    private void RequireOnly(ParseResult line, Option mode, params IReadOnlyList<Option> others)
    {
        string[] ignored =
        [
            .. mode == undo && line.GetValue(flags.Folder) is string folder ? (string[])[folder] : [],
            .. Flags.Where(flag => flag != mode && !others.Contains(flag) && line.GetResult(flag) is { Implicit: false })
                .Select(flag => flag.Name),
        ];
        if (ignored.Length > 0)
        {
            throw new RetrainException(OptionDiagnostics.NotTogether(ignored[0], mode.Name));
        }
    }

    /// <param name="shown">The problems that the reading met, which have been shown already.</param>
    private static void Print(IEnumerable<Finding> alike, int most, bool isJson, HashSet<Diagnostic> shown)
    {
        if (isJson)
        {
            Array.ForEach([.. alike.Take(most)], CheckJson.Print);
        }

        foreach (Diagnostic problem in ProblemsOfManyCategories.Together(alike.Select(finding => finding.Diagnostic)).Take(most)
            .Where(problem => !shown.Contains(problem) && !ProblemsOfManyCategories.Are(problem)))
        {
            ProblemLine.Write(problem);
        }
    }
}
