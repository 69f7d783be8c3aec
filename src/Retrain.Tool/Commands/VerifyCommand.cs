using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Tool.Projects;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Downloads;
using Retrain.Training.Events;
using Retrain.Training.Verification;

namespace Retrain.Tool.Commands;

/// <summary>Builds a model again from its manifest, and says whether the bytes are equal.</summary>
internal sealed class VerifyCommand() : ToolCommand(
    "verify",
    """
    Builds a model again from its manifest and its photos, and says whether the bytes are equal: the proof that a model came from
    these photos. If they are not, it says what differs, and the exit code is 1.
    """)
{
    private readonly Argument<string> manifest = new("manifest") { Description = "The manifest that training wrote beside the model." };
    private readonly Option<string?> imageDir = Flag.OptionalText("--image_dir", "Folder of the photos.", "DIR");
    private readonly Option<string?> project = Flag.OptionalText(
        "--project", "Project whose build trains the model; it must have been built here.", "FILE");
    private readonly Option<string?> model = Flag.OptionalText("--model", "Name of the project's RetrainModel, if it has several.", "NAME");
    private readonly Option<string?> architecture = Flag.OptionalText(
        "--architecture", "The backbone's file or folder, if it is not known by the name in the manifest.", "FILE");
    private readonly Option<string?> decisions = Flag.OptionalText(
        "--decisions", "File of decisions that the model was trained with.", "FILE");
    private readonly Option<bool> useCache = Flag.Switch(
        "--use_cache", "Take bottlenecks from the cache instead of computing all of them from the photos.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => manifest;

    public override IEnumerable<Option> Flags => [imageDir, project, model, architecture, decisions, useCache, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain verify model/manifest.json --image_dir photos",
        "dotnet retrain verify released/Flowers.manifest.json --project FlowerApp.csproj",
        "dotnet retrain verify manifest.json --image_dir photos --architecture dinov2-small/ --json",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        RecordedModel recorded = RecordedModel.Read(Flag.ExistingFile("MANIFEST", line.GetRequiredValue(manifest)));
        string? folder = line.GetValue(imageDir), projectFile = line.GetValue(project);
        if (folder is not null && (projectFile is null ? model : project) is { } other && line.GetValue(other) is not null)
        {
            throw new RetrainException(VerificationDiagnostics.NotTogether(imageDir.Name, other.Name));
        }

        if (folder is null && projectFile is null)
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag(
                imageDir.Name, "name the folder of the photos or, with --project, the project that trains the model"));
        }

        Rebuild rebuild = new(recorded)
        {
            ImageDir = folder,
            Inputs = projectFile is null ? null
                : ProjectInputs.Read(BuiltModel.InputsOf(Flag.ExistingFile(project.Name, projectFile), line.GetValue(model))),
            Architecture = line.GetValue(architecture),
            Decisions = line.GetValue(decisions) is string file ? Flag.ExistingFile(decisions.Name, file) : null,
            UsesCache = line.GetValue(useCache),
        };
        bool isJson = line.GetValue(json);
        RebuiltModel rebuilt;
        using (TrainText display = new(Verbosity.Normal, problems.Report))
        {
            rebuilt = rebuild.Run(happening => Show(happening, display, isJson), cancellationToken);
        }

        Action<RebuiltModel> print = isJson ? VerifyJson.Print : VerifyText.Print;
        print(rebuilt);
        if (!rebuilt.IsEqual)
        {
            throw new RetrainException(VerificationDiagnostics.NotReproduced(recorded.Path, VerifyText.Difference(rebuilt)));
        }
    }

    // Only how far the work is: the accuracy is in the manifest.
    private static void Show(TrainingEvent happening, TrainText display, bool isJson)
    {
        if (happening is ProblemFound || (!isJson && happening is BottlenecksProgressed or DownloadProgressed))
        {
            display.Show(happening);
        }
    }
}
