using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The values of --architecture.</summary>
internal static class BackboneCatalog
{
    /// <summary>The backbones that can be requested by name, apart from those that are built in.</summary>
    public static IReadOnlyList<PublishedBackbone> Published { get; } = [InceptionV3.Published, .. MobileNet.Published];

    /// <summary>Loads the backbone that the options ask for, and downloads it if necessary.</summary>
    /// <param name="report">Receives the events of a download and of reading a file.</param>
    /// <exception cref="RetrainException">RT4006: there is no such backbone. RT20xx: it cannot be obtained or used.</exception>
    /// <exception cref="OperationCanceledException">The loading was cancelled.</exception>
    public static Backbone Load(BackboneOptions options, Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        // retrain.py ignores the case of the name too.
        bool IsAskedFor(string name) => string.Equals(name, options.Architecture, StringComparison.OrdinalIgnoreCase);

        PublishedBackbone? published = Published.FirstOrDefault(backbone => IsAskedFor(backbone.Name));
        bool isEmbedded = EfficientNetLite.Embedded.Any(embedded => IsAskedFor(embedded.Name));
        if (!isEmbedded && published is null && BackboneFile.IsPath(options.Architecture))
        {
            return BackboneFile.Load(options, report);
        }

        BackboneFile.RequireNoFlags(options);
        return IsAskedFor(EfficientNetLite.Name) ? EfficientNetLite.Load()
            : IsAskedFor(EfficientNetLite.Int8Name) ? EfficientNetLite.LoadInt8()
            : published is not null ? new BackboneFolder(options.ModelDir, report).Load(published, cancellationToken)
            : throw new RetrainException(OptionDiagnostics.UnknownArchitecture(
                options.Architecture, [EfficientNetLite.Name, EfficientNetLite.Int8Name, InceptionV3.Name, MobileNet.NamePattern]));
    }
}
