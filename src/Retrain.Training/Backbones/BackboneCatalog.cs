using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Backbones;

/// <summary>The values of --architecture.</summary>
internal static class BackboneCatalog
{
    public static IReadOnlyList<string> Names { get; } = [EfficientNetLite.Name];

    /// <exception cref="RetrainException">RT4006: no such backbone.</exception>
    public static Backbone Load(string architecture) => architecture switch
    {
        EfficientNetLite.Name => EfficientNetLite.Load(),
        _ => throw new RetrainException(OptionDiagnostics.UnknownArchitecture(architecture, Names)),
    };
}
