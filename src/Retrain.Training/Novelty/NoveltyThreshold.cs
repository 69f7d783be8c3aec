namespace Retrain.Training.Novelty;

/// <summary>Finds up to which novelty an image is familiar.</summary>
internal static class NoveltyThreshold
{
    /// <summary>The share of validation images that are familiar, in percent.</summary>
    public const int FamiliarPercent = 95;

    /// <summary>The fewest validation images of which one in twenty can be said.</summary>
    public const int FewestImages = 20;

    /// <summary>The smallest of some novelties that at least 95% of them do not exceed.</summary>
    /// <param name="novelties">Those of images that the model was not trained on, in any order.</param>
    /// <returns>The threshold; <see langword="null"/> where there are too few of them.</returns>
    public static float? Of(IReadOnlyCollection<float> novelties)
    {
        if (novelties.Count < FewestImages)
        {
            return null;
        }

        float[] ordered = [.. novelties.Order()];
        return ordered[(int)((((long)ordered.Length * FamiliarPercent) + 99) / 100) - 1];
    }
}
