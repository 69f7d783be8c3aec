using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The values of --architecture.</summary>
internal static class BackboneCatalog
{
    /// <summary>Those that are had by name, beside the built-in one.</summary>
    public static IReadOnlyList<PublishedBackbone> Published { get; } = [InceptionV3.Published, .. MobileNet.Published];

    /// <param name="report">Told of a download, and of what was told from a file.</param>
    /// <exception cref="RetrainException">RT4006: no such backbone. RT20xx: it cannot be had or used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Backbone Load(BackboneOptions options, Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        // As retrain.py has it, in either case.
        bool IsAskedFor(string name) => string.Equals(name, options.Architecture, StringComparison.OrdinalIgnoreCase);

        PublishedBackbone? published = Published.FirstOrDefault(backbone => IsAskedFor(backbone.Name));
        if (!IsAskedFor(EfficientNetLite.Name) && published is null && BackboneFile.IsPath(options.Architecture))
        {
            return BackboneFile.Load(options, report);
        }

        BackboneFile.RequireNoFlags(options);
        return IsAskedFor(EfficientNetLite.Name) ? EfficientNetLite.Load()
            : published is not null ? new BackboneFolder(options.ModelDir, report).Load(published, cancellationToken)
            : throw new RetrainException(OptionDiagnostics.UnknownArchitecture(
                options.Architecture, [EfficientNetLite.Name, InceptionV3.Name, MobileNet.NamePattern]));
    }
}
