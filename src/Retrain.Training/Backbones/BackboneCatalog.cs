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
        Backbone backbone = Find(options, report, cancellationToken);
        return backbone with { Preprocessing = backbone.Preprocessing with { IgnoresOrientation = options.IgnoreOrientation } };
    }

    /// <summary>
    /// Begins to read an embedded backbone, for which nothing has to be asked or told, beside other work. One that is loaded later is the
    /// same.
    /// </summary>
    public static void ReadAhead(BackboneOptions options)
    {
        if (IsEmbedded(options.Architecture))
        {
            _ = Load(options, _ => { }, CancellationToken.None);
        }
    }

    /// <summary>Checks a value of --architecture without loading or downloading anything.</summary>
    /// <exception cref="RetrainException">RT4006, RT4009 or RT2065: there is no such backbone.</exception>
    public static void Require(string architecture)
    {
        if (HubScheme.Matches(architecture))
        {
            _ = HubAddress.Parse(architecture);
        }
        else if (IsFile(architecture))
        {
            BackboneFile.RequireExisting(architecture);
        }
        else if (!IsEmbedded(architecture))
        {
            _ = PublishedOf(architecture);
        }
    }

    /// <summary>Whether a backbone is known by its name alone.</summary>
    public static bool IsKnown(string name) => IsEmbedded(name) || Published.Any(backbone => IsName(backbone.Name, name));

    /// <summary>Whether a value of --architecture is the path of a file or folder. A name goes before a folder of that name.</summary>
    public static bool IsFile(string architecture) =>
        !IsKnown(architecture) && BackboneFile.IsPath(architecture);

    private static Backbone Find(BackboneOptions options, Action<TrainingEvent> report, CancellationToken cancellationToken)
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

        BackboneFile.RequireNoFlags(options);
        return IsName(EfficientNetLite.Name, options.Architecture) ? EfficientNetLite.Load()
            : IsName(EfficientNetLite.Int8Name, options.Architecture) ? EfficientNetLite.LoadInt8()
            : new BackboneFolder(options.ModelDir, report).Load(PublishedOf(options.Architecture), cancellationToken);
    }

    private static bool IsEmbedded(string architecture) =>
        EfficientNetLite.Embedded.Any(embedded => IsName(embedded.Name, architecture));

    private static PublishedBackbone PublishedOf(string architecture) =>
        Published.FirstOrDefault(backbone => IsName(backbone.Name, architecture))
        ?? throw new RetrainException(OptionDiagnostics.UnknownArchitecture(
            architecture, [EfficientNetLite.Name, EfficientNetLite.Int8Name, InceptionV3.Name, MobileNet.NamePattern]));

    // retrain.py ignores the case of the name too.
    private static bool IsName(string name, string architecture) => string.Equals(name, architecture, StringComparison.OrdinalIgnoreCase);
}
