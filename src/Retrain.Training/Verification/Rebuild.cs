using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Hubs;
using Retrain.Training.Options;

namespace Retrain.Training.Verification;

/// <summary>Builds a model again from its manifest and its images.</summary>
/// <param name="recorded">The manifest.</param>
internal sealed class Rebuild(RecordedModel recorded)
{
    // Only where something is distorted is there a number of variants.
    private const string VariantsFlag = "distortion_variants";

    /// <summary>The folder of the images; <see langword="null"/> where <see cref="Inputs"/> names them.</summary>
    public string? ImageDir { get; init; }

    /// <summary>The images of a project.</summary>
    public ProjectInputs? Inputs { get; init; }

    /// <summary>The file of the backbone; <see langword="null"/> for one that is known by the name in the manifest.</summary>
    public string? Architecture { get; init; }

    /// <summary>The file of decisions; <see langword="null"/> for none.</summary>
    public string? Decisions { get; init; }

    /// <summary>Whether bottlenecks are taken from the cache. Without, all of them are computed, so that the images alone decide.</summary>
    public bool UsesCache { get; init; }

    /// <summary>Trains in a temporary folder, which is removed.</summary>
    /// <param name="show">Told what happens, one event at a time.</param>
    /// <exception cref="RetrainException">The images, the backbone or an option cannot be used.</exception>
    public RebuiltModel Run(Action<TrainingEvent> show, CancellationToken cancellationToken)
    {
        GraphsBeside.Require(recorded);
        using TemporaryModel folder = new();
        RetrainOptions options = Options(folder, show, cancellationToken);
        _ = new Retrainer(options, show) { ShowsSteps = false }.Run(cancellationToken);
        return new RebuiltModel(recorded, RecordedModel.Read(options.Output.Manifest));
    }

    private RetrainOptions Options(TemporaryModel folder, Action<TrainingEvent> show, CancellationToken cancellationToken)
    {
        if (recorded.Options.FirstOrDefault(option => !IsOfManifest(option.Name)).Name is string unknown)
        {
            throw new RetrainException(VerificationDiagnostics.UnknownOption(recorded.Path, unknown, recorded.EngineVersion));
        }

        string architecture = Architecture ?? NamedArchitecture();
        List<(string Name, string Text)> flags =
        [
            .. recorded.Options.Where(option => option != (VariantsFlag, "0")),
            ("architecture", architecture),
            ("ignore_orientation", recorded.IgnoresOrientation ? "true" : "false"),
            ("imported_bottlenecks", recorded.UsesImported ? "true" : "false"),
            ("output_graph", folder.PathOf(GraphFormat.IsOnnx(architecture) ? "graph.onnx" : "graph.pb")),
            ("output_labels", folder.PathOf("labels.txt")),
            ("output_manifest", folder.PathOf("manifest.json")),
        ];
        if (recorded.HasOnnx)
        {
            flags.Add(("output_onnx", folder.PathOf("copy.onnx")));
        }

        if (!UsesCache)
        {
            flags.AddRange([("bottleneck_dir", folder.PathOf("cache")), ("shared_cache", "")]);
        }

        if (Decisions is not null)
        {
            flags.Add(("decisions", Decisions));
        }
        else if (recorded.HasDecisions)
        {
            throw new RetrainException(VerificationDiagnostics.NoDecisions(recorded.Path));
        }

        RetrainOptions defaults = OptionsReader.Defaults with
        {
            Data = new() { ImageDir = ImageDir ?? Inputs!.Project, Inputs = Inputs },
        };
        RetrainOptions options = Read(flags);
        return BackboneCatalog.IsFile(architecture) || HubScheme.Matches(architecture)
            ? Read([.. flags, .. RecordedBackbone.FlagsFor(recorded, options.Backbone, cancellationToken)])
            : options;

        RetrainOptions Read(IEnumerable<(string Name, string Text)> given)
        {
            try
            {
                return OptionsReader.Read(defaults, given, problem => show(new ProblemFound(InManifest(problem))));
            }
            catch (RetrainException exception)
            {
                throw new RetrainException(InManifest(exception.Diagnostic), exception);
            }
        }
    }

    // The user wrote none of these flags.
    private Diagnostic InManifest(Diagnostic problem) => problem.Origin is null ? problem with { Origin = recorded.Path } : problem;

    // A manifest may come from a stranger: it names no flag that says what to read or where to write.
    private static bool IsOfManifest(string option) => TrainingFlags.All.Any(flag => flag.Name == option && flag.ManifestPlace is not null);

    private string NamedArchitecture()
    {
        string name = recorded.BackboneName;
        return recorded.BackboneCommit is string commit ? $"{HubScheme.Prefix}{name}@{commit}"
            : BackboneCatalog.IsKnown(name) ? name
            : throw new RetrainException(
                VerificationDiagnostics.BackboneNotNamed(recorded.Path, name, recorded.BackboneDigest));
    }
}
