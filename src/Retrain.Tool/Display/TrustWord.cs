using Retrain.Runtime;

namespace Retrain.Tool.Display;

/// <summary>Chooses the word that warns of a prediction.</summary>
internal static class TrustWord
{
    /// <param name="first">The most probable label of an image.</param>
    /// <returns><see langword="null"/> where there is nothing to warn of.</returns>
    public static string? Of(Prediction first) => first switch
    {
        { IsFamiliar: false } => "unfamiliar",
        { IsConfident: false } => "uncertain",
        _ => null,
    };
}
