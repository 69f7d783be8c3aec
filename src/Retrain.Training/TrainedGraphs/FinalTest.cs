using System.Numerics.Tensors;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Sampling;

namespace Retrain.Training.TrainedGraphs;

/// <summary>
/// The answers of the written graph for images that training never saw. Its head runs on ONNX Runtime here as it will in the app, so that
/// an app gets these probabilities for these images, to the bit.
/// </summary>
/// <param name="Images">The images, each with all its probabilities where these are few or a report shows them.</param>
/// <param name="Evaluation">The accuracy and cross entropy over the images.</param>
internal sealed record FinalTest(IReadOnlyList<TestedImage> Images, HeadEvaluation Evaluation)
{
    // With thousands of labels, those of all images take more memory than the model, and only a report shows them.
    private const int MostProbabilities = 1 << 18;

    /// <param name="session">The head of the graph that will be written.</param>
    /// <param name="head">The head that the graph was made from.</param>
    /// <param name="options">
    /// The number of images to test with, the seed, which determines them, and whether there will be a report.
    /// </param>
    public static FinalTest Run(
        GraphSession session,
        SoftmaxHead head,
        LabeledBottlenecks bottlenecks,
        RetrainOptions options,
        CancellationToken cancellationToken)
    {
        Example[] sample = SelectionSampling.Draw(
            bottlenecks.Examples(Split.Testing), options.Test.BatchSize, new SeededRandom((ulong)options.Seed));
        bool keepsAll = options.Output.Report is not null || (long)sample.Length * head.LabelCount <= MostProbabilities;
        TestedImage[] images = GraphAnswers.Of(session, head, bottlenecks.Matrix, sample, Test, cancellationToken);

        // The cross entropy comes from logits: the logarithm of a probability that was rounded to 0 is infinite.
        HeadEvaluation evaluation = HeadEvaluation.Of(head, bottlenecks.Matrix, sample, cancellationToken);
        Accuracy accuracy = new(images.Count(image => image.IsRight), images.Length);
        return new(images, evaluation with { Accuracy = accuracy });

        TestedImage Test(Example example, ReadOnlySpan<float> answer)
        {
            ReadOnlySpan<float> probabilities = answer[..head.LabelCount];

            // As tf.argmax: the first of equal ones.
            int predicted = TensorPrimitives.IndexOfMax(probabilities);

            float[] kept = keepsAll ? probabilities.ToArray() : [];
            return new TestedImage(example.Image, predicted, bottlenecks.Labels[predicted], kept)
            {
                Confidence = probabilities[predicted],
                Novelty = answer.Length > head.LabelCount ? answer[^1] : null,
            };
        }
    }

    /// <summary>Tells the accuracy, and which images were misclassified where that is wanted.</summary>
    public void Report(bool namesMisclassified, Action<TrainingEvent> report)
    {
        report(new TestFinished(Evaluation.Accuracy, Evaluation.CrossEntropy));
        if (namesMisclassified)
        {
            report(new MisclassifiedImagesFound());
            foreach (TestedImage tested in Images.Where(tested => !tested.IsRight))
            {
                report(new ImageMisclassified(tested.Image.Path, tested.Image.Label, tested.PredictedLabel));
            }
        }
    }
}
