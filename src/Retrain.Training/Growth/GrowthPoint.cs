using Retrain.Training.Evaluation;

namespace Retrain.Training.Growth;

/// <summary>The accuracy of heads that were trained on a part of the images.</summary>
/// <param name="Part">The number of such parts in the whole: 4 stands for a quarter.</param>
/// <param name="Images">The number of images that a head was trained on, on average.</param>
/// <param name="AreRight">
/// Whether each image got its label by the head that it was held out from; <see langword="null"/> where there was none.
/// </param>
internal sealed record GrowthPoint(int Part, double Images, IReadOnlyList<bool?> AreRight)
{
    /// <summary>The accuracy of each head.</summary>
    public required IReadOnlyList<Accuracy> Draws { get; init; }

    /// <summary>The accuracy of all heads on the images of each label.</summary>
    public required IReadOnlyList<Accuracy> OfLabels { get; init; }

    /// <summary>The accuracy of all heads together, each image once.</summary>
    public Accuracy Accuracy => new(Draws.Sum(draw => draw.Correct), Draws.Sum(draw => draw.Total));
}
