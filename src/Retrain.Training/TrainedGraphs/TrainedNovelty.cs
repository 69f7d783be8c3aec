using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Novelty;
using Retrain.Training.Sampling;

namespace Retrain.Training.TrainedGraphs;

/// <summary>All that a trained graph needs to compute the novelty of an image.</summary>
/// <param name="Bank">The directions of what it was trained on.</param>
/// <param name="Threshold">
/// The novelty up to which an image is familiar; <see langword="null"/> where there were too few validation images to find it.
/// </param>
/// <param name="ImageCount">The number of validation images that the threshold was found from.</param>
internal sealed record TrainedNovelty(NoveltyBank Bank, float? Threshold = null, int ImageCount = 0)
{
    /// <summary>The name of the output, if nothing else has it.</summary>
    public const string Tensor = "novelty";

    /// <summary>The number that is added to the square of a bottleneck's length, so that nothing is divided by zero.</summary>
    public const float SmallestSquare = 1e-30f;

    // As many place the threshold to within half a percent of images.
    private const int MostImages = 4_000;

    // Draws of its own: neither the head's weights nor its batches depend on it.
    private const ulong Stream = 0x5448524553484F00;

    /// <summary>Finds the threshold from the validation images, with the graph that will be written.</summary>
    /// <param name="bottlenecks">The images.</param>
    /// <param name="session">The head of the graph with this novelty.</param>
    /// <param name="head">The head that the graph was made from.</param>
    /// <param name="seed">Determines which images are looked at where there are many.</param>
    public TrainedNovelty WithThreshold(
        LabeledBottlenecks bottlenecks, GraphSession session, SoftmaxHead head, long seed, CancellationToken cancellationToken)
    {
        Example[] sample = SelectionSampling.Draw(
            bottlenecks.ImagesOf(Split.Validation).Select(Example.Of), bottlenecks.Count(Split.Validation), MostImages,
            new SeededRandom((ulong)seed ^ Stream));
        float[] novelties =
            GraphAnswers.Of(session, head, bottlenecks.Matrix, sample, (_, answer) => answer[^1], cancellationToken);
        return this with { Threshold = NoveltyThreshold.Of(novelties), ImageCount = novelties.Length };
    }
}
