using Retrain.Runtime.Diagnostics;

namespace Retrain.Extensions.Embeddings;

/// <summary>RT4079: options of a request for embeddings.</summary>
internal static class EmbeddingDiagnostics
{
    private const string Code = "RT4079";

    /// <summary>RT4079: the options ask for embeddings of another length.</summary>
    public static Diagnostic OtherDimensions(int asked, int length) =>
        new(Severity.Error, Code, null,
            $"embeddings of {asked} values were asked for, but the network gives {length}; leave Dimensions out.");

    /// <summary>RT4079: the options ask for embeddings of another network.</summary>
    public static Diagnostic OtherModel(string asked, string name) =>
        new(Severity.Error, Code, null,
            $"embeddings of the model '{asked}' were asked for, but the embedder's network is '{name}'; leave ModelId out.");
}
