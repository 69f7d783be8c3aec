using System.Numerics.Tensors;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training.Heads;

/// <summary>
/// What the written graph says of images that training never saw. Its head runs on ONNX Runtime here as it will in the app, so that an app
/// gets these probabilities for these images, to the bit.
/// </summary>
/// <param name="Probabilities">Of each image. // [labels]</param>
/// <param name="Evaluation">What they come to.</param>
internal sealed record FinalTest(IReadOnlyList<float[]> Probabilities, HeadEvaluation Evaluation)
{
    /// <param name="session">Of the head's nodes, see <see cref="TrainedGraph.OpenHead"/>.</param>
    /// <param name="head">What the graph was made from.</param>
    /// <param name="bottlenecks">Multiplied by <paramref name="scale"/>, which the graph undoes.</param>
    /// <param name="sample">The images to test.</param>
    public static FinalTest Run(
        GraphSession session,
        SoftmaxHead head,
        BottleneckMatrix bottlenecks,
        BottleneckScale scale,
        IReadOnlyList<Example> sample,
        CancellationToken cancellationToken)
    {
        float[] bottleneck = new float[head.Length];
        float[][] probabilities = new float[sample.Count][];
        int[] predictions = new int[sample.Count];
        for (int i = 0; i < sample.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scale.Undo(bottlenecks.PaddedRow(sample[i].Row)[..head.Length], bottleneck);
            probabilities[i] = new float[head.LabelCount];

            // One at a time, as an app does: of several at once the sums may be added in another order.
            session.Run(bottleneck, 1, probabilities[i]);

            // As tf.argmax: the first of equal ones.
            predictions[i] = TensorPrimitives.IndexOfMax<float>(probabilities[i]);
        }

        // The cross entropy comes from logits: the logarithm of a probability that was rounded to 0 is infinite.
        HeadEvaluation trained = HeadEvaluation.Of(head, bottlenecks, sample, cancellationToken);
        int correct = predictions.Where((prediction, i) => prediction == sample[i].Label).Count();
        return new FinalTest(probabilities, trained with { Accuracy = new Accuracy(correct, sample.Count), Predictions = predictions });
    }
}
