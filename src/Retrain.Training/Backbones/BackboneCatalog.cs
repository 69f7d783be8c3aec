using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The values of --architecture.</summary>
internal static class BackboneCatalog
{
    /// <summary>Those that are had by name, beside the built-in one.</summary>
    public static IReadOnlyList<PublishedBackbone> Published { get; } = [InceptionV3.Published, .. MobileNet.Published];

    /// <param name="report">Told of a download.</param>
    /// <exception cref="RetrainException">RT4006: no such backbone. RT20xx: it cannot be had or used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Backbone Load(RetrainOptions options, Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        // As retrain.py has it, in either case.
        bool IsAskedFor(string name) => string.Equals(name, options.Architecture, StringComparison.OrdinalIgnoreCase);

        if (IsAskedFor(EfficientNetLite.Name))
        {
            return EfficientNetLite.Load();
        }

        return Published.FirstOrDefault(backbone => IsAskedFor(backbone.Name)) is PublishedBackbone published
            ? new BackboneFolder(options.ModelDir, report).Load(published, cancellationToken)
            : throw new RetrainException(OptionDiagnostics.UnknownArchitecture(
                options.Architecture, [EfficientNetLite.Name, InceptionV3.Name, MobileNet.NamePattern]));
    }
}
