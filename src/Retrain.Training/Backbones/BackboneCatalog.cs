using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Hubs;

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
        if (HubScheme.Matches(options.Architecture))
        {
            HubRepository repository = new(HubAddress.Parse(options.Architecture), HubSettings.FromEnvironment(), report);
            return BackboneFile.Load(options, report, repository.Open(cancellationToken), repository.Digests);
        }

        if (IsFile(options.Architecture))
        {
            return BackboneFile.Load(options, report);
        }

        PublishedBackbone? published = Published.FirstOrDefault(backbone => IsName(backbone.Name, options.Architecture));
        BackboneFile.RequireNoFlags(options);
        return IsName(EfficientNetLite.Name, options.Architecture) ? EfficientNetLite.Load()
            : IsName(EfficientNetLite.Int8Name, options.Architecture) ? EfficientNetLite.LoadInt8()
            : published is not null ? new BackboneFolder(options.ModelDir, report).Load(published, cancellationToken)
            : throw new RetrainException(OptionDiagnostics.UnknownArchitecture(
                options.Architecture, [EfficientNetLite.Name, EfficientNetLite.Int8Name, InceptionV3.Name, MobileNet.NamePattern]));
    }

    /// <summary>Whether a value of --architecture is the path of a file or folder. A name goes before a folder of that name.</summary>
    public static bool IsFile(string architecture) =>
        !EfficientNetLite.Embedded.Any(embedded => IsName(embedded.Name, architecture))
        && !Published.Any(backbone => IsName(backbone.Name, architecture))
        && BackboneFile.IsPath(architecture);

    // retrain.py ignores the case of the name too.
    private static bool IsName(string name, string architecture) => string.Equals(name, architecture, StringComparison.OrdinalIgnoreCase);
}
