using Retrain.Runtime;

namespace Retrain.Tool.Display;

/// <summary>Chooses the word that warns of a prediction.</summary>
internal static class TrustWord
{
    /// <summary>The word for an image that is like nothing the model was trained on.</summary>
    public const string Unfamiliar = "unfamiliar";

    /// <summary>The word for a label that is not to be believed.</summary>
    public const string Uncertain = "uncertain";

    /// <param name="first">The most probable label of an image.</param>
    /// <returns><see langword="null"/> where there is nothing to warn of.</returns>
    public static string? Of(Prediction first) => first switch
    {
        { IsFamiliar: false } => Unfamiliar,
        { IsConfident: false } => Uncertain,
        _ => null,
    };
}
