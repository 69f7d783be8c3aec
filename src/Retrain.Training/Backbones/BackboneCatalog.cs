using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The values of --architecture.</summary>
internal static class BackboneCatalog
{
    public static IReadOnlyList<string> Names { get; } = [EfficientNetLite.Name];

    /// <exception cref="RetrainException">RT4006: no such backbone; RT2xxx: a file that is none.</exception>
    public static Backbone Load(RetrainOptions options, Action<TrainingEvent> report)
    {
        if (!Names.Contains(options.Architecture) && BackboneFile.IsPath(options.Architecture))
        {
            return BackboneFile.Load(options, report);
        }

        BackboneFile.RequireNoFlags(options);
        return options.Architecture switch
        {
            EfficientNetLite.Name => EfficientNetLite.Load(),
            string architecture => throw new RetrainException(OptionDiagnostics.UnknownArchitecture(architecture, Names)),
        };
    }
}
