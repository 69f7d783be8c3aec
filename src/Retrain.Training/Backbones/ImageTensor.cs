using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Backbones;

/// <summary>Finds the tensor that images are fed to when no flag names it.</summary>
internal static class ImageTensor
{
    /// <exception cref="RetrainException">RT2030: there is none, or there are several.</exception>
    public static string Of(NetworkGraph graph) =>
        graph.Inputs is [string only] ? only : throw new RetrainException(NetworkDiagnostics.NoInput(graph.Origin, graph.Inputs));
}
