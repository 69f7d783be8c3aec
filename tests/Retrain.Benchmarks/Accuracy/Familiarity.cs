using System.Diagnostics;
using System.Numerics.Tensors;
using Retrain.Benchmarks.Photos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Novelty;
using Retrain.Training.Options;
using Retrain.Training.Sampling;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Benchmarks.Accuracy;

/// <summary>
/// Trains on four fifths of a set's photos and compares the novelty of the last fifth with that of what the model never saw: photos of
/// another set, or of a category that was left out.
/// </summary>
internal sealed class Familiarity : IDisposable
{
    private const string FinalTensor = "final_result";
    private const int NearestCount = 5;

    private readonly TemporaryFolder temporary = new();
    private readonly Backbone backbone = EfficientNetLite.Load();
    private readonly List<BottleneckSource> sources = [];

    public void Dispose()
    {
        sources.ForEach(source => source.Dispose());
        temporary.Dispose();
    }

    /// <summary>Compares two sets with each other and within themselves.</summary>
    /// <param name="draws">The number of random splits.</param>
    public void Measure(string folder, string otherFolder, int draws, CancellationToken cancellationToken)
    {
        RetrainOptions options = PhotoSet.OptionsOf(folder, temporary);
        options = options with { Head = options.Head with { EvalStepInterval = options.Head.HowManyTrainingSteps } };
        LabeledBottlenecks all = Load(folder, options, cancellationToken);
        LabeledBottlenecks others = Load(otherFolder, options, cancellationToken);
        Print($"{Path.GetFileName(folder)}: strangers", Enumerable.Range(0, draws).Select(draw =>
            Compare(all, others.Images, others.Matrix, options, draw, cancellationToken)));
        Print($"{Path.GetFileName(folder)}: left out", Enumerable.Range(0, draws).SelectMany(draw => all.Labels.Select(label =>
            Compare(
                Without(all, label), [.. all.Images.Where(image => image.Label == label)], all.Matrix, options, draw,
                cancellationToken))));
    }

    private static void Print(string task, IEnumerable<Score> scores)
    {
        Score[] each = [.. scores];
        Console.WriteLine(
            $"{task,-24} novelty of the graph {each.Average(score => score.Novelty):F4}, "
            + $"of all photos {each.Average(score => score.NoveltyOfAll):F4}; {NearestCount} nearest "
            + $"{each.Average(score => score.Nearest):F4}, with 0.1 softmax {each.Average(score => score.NearestAndSoftmax):F4}; "
            + $"softmax alone {each.Average(score => score.Softmax):F4}; "
            + $"familiar at the threshold {100 * each.Average(score => score.KnownFamiliar):F1}% of photos of known categories, "
            + $"{100 * each.Average(score => score.StrangeFamiliar):F1}% of others; "
            + $"directions found in {each.Min(score => score.FindMilliseconds):F0} ms; the head alone takes "
            + $"{each.Min(score => score.HeadMicroseconds):F0} us, with the novelty {each.Min(score => score.NoveltyMicroseconds):F0} us");
    }

    // The area below the ROC curve: how probable it is that a stranger is stranger than a known photo.
    private static double Area(double[] known, double[] strange) => strange.Average(one =>
        known.Average(other => one > other ? 1 : one == other ? 0.5 : 0));

    private static LabeledBottlenecks Without(LabeledBottlenecks all, string left)
    {
        string[] labels = [.. all.Labels.Where(label => label != left)];
        IEnumerable<LabeledImage> images = labels.SelectMany((label, index) =>
        {
            Category category = new(label, index, label, []);
            return all.Images.Where(image => image.Label == label)
                .Select(image => new LabeledImage(category, new ImageFile(image.Path, image.RelativePath)) { Row = image.Row });
        });
        return all with { Labels = labels, Images = [.. images] };
    }

    private static float[] Unit(ReadOnlySpan<float> row)
    {
        float[] unit = row.ToArray();
        TensorPrimitives.Divide(unit, TensorPrimitives.Norm<float>(unit), unit);
        return unit;
    }

    private LabeledBottlenecks Load(string folder, RetrainOptions options, CancellationToken cancellationToken)
    {
        PhotoSet photos = new(folder);
        BottleneckSource source = new(backbone, options.Bottlenecks, _ => { });
        sources.Add(source);
        return source.Load(
            new ImageSet(photos.Folder, IsStrict: false, photos.Categories),
            options.Split, options.Distortions, options.Seed, cancellationToken);
    }

    private Score Compare(
        LabeledBottlenecks known,
        IReadOnlyList<LabeledImage> strangers,
        BottleneckMatrix matrixOfStrangers,
        RetrainOptions options,
        int draw,
        CancellationToken cancellationToken)
    {
        Split(known, draw);
        SoftmaxHead head = new HeadTraining(options.Head, draw, known).Run(_ => { }, cancellationToken);
        long started = Stopwatch.GetTimestamp();
        TrainedNovelty novelty = new(NoveltyBank.Of(known, draw, cancellationToken));
        double findMilliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        TrainedGraph graph = TrainedGraph.Of(backbone, head, FinalTensor, novelty);
        using GraphSession session = graph.OpenHead();
        float threshold = novelty.WithThreshold(known, session, head, draw, cancellationToken).Threshold ?? float.NaN;
        Example[] test = [.. known.Examples(Training.Images.Split.Testing)];
        Example[] strange = [.. strangers.Select(Example.Of)];
        float[][] answers = Answers(known.Matrix, test), answersOfStrangers = Answers(matrixOfStrangers, strange);
        float[][] trained =
            [.. known.Examples(Training.Images.Split.Training).Select(example => Unit(known.Matrix.PaddedRow(example.Row)))];
        float[][] cosines = [.. test.Select(example => Cosines(known.Matrix, example))];
        float[][] cosinesOfStrangers = [.. strange.Select(example => Cosines(matrixOfStrangers, example))];
        return new(
            Of((answer, _) => answer[^1]),
            Of((answer, near) => Density(near) - (NoveltyBank.UncertaintyWeight * answer[..^1].Sum(p => p * p))),
            Of((_, near) => -Nearest(near)),
            Of((answer, near) => -Nearest(near) - (0.1 * answer[..^1].Max())),
            Of((answer, _) => -answer[..^1].Max()),
            answers.Average(answer => answer[^1] <= threshold ? 1 : 0),
            answersOfStrangers.Average(answer => answer[^1] <= threshold ? 1 : 0),
            findMilliseconds,
            Microseconds(TrainedGraph.Of(backbone, head, FinalTensor)),
            Microseconds(graph));

        float[][] Answers(BottleneckMatrix matrix, Example[] examples) =>
            GraphAnswers.Of(session, head, matrix, examples, (_, values) => values.ToArray(), cancellationToken);

        double Microseconds(TrainedGraph graph)
        {
            using GraphSession session = graph.OpenHead();
            float[] values = new float[session.OutputLength];
            float[] row = known.Matrix.PaddedRow(0)[..head.Length].ToArray();
            return Enumerable.Range(0, 10).Min(_ =>
            {
                long begun = Stopwatch.GetTimestamp();
                for (int run = 0; run < 100; run++)
                {
                    session.Run(row, 1, values);
                }

                return Stopwatch.GetElapsedTime(begun).TotalMicroseconds / 100;
            });
        }

        float[] Cosines(BottleneckMatrix matrix, Example example)
        {
            float[] unit = Unit(matrix.PaddedRow(example.Row));
            return Array.ConvertAll(trained, other => TensorPrimitives.Dot<float>(unit, other));
        }

        double Of(Func<float[], float[], double> score) => Area(
            [.. answers.Zip(cosines, score)],
            [.. answersOfStrangers.Zip(cosinesOfStrangers, score)]);

        static double Density(float[] cosines) =>
            -Math.Log(cosines.Average(cosine => Math.Exp(NoveltyBank.Sharpness * cosine))) / NoveltyBank.Sharpness;

        static double Nearest(float[] cosines) => cosines.OrderDescending().Take(NearestCount).Average();
    }

    // A tenth of the photos to train on validates.
    private static void Split(LabeledBottlenecks bottlenecks, int draw)
    {
        SeededRandom random = new((ulong)draw);
        foreach (IGrouping<int, LabeledImage> category in bottlenecks.Images.GroupBy(image => image.LabelIndex))
        {
            LabeledImage[] all = [.. category];
            LabeledImage[] known = SelectionSampling.Draw(all, all.Length * 4 / 5, random);
            LabeledImage[] validation = SelectionSampling.Draw(known, known.Length / 10, random);
            foreach (LabeledImage image in all)
            {
                image.Split = validation.Contains(image) ? Training.Images.Split.Validation
                    : known.Contains(image) ? Training.Images.Split.Training : Training.Images.Split.Testing;
            }
        }
    }

    private sealed record Score(
        double Novelty,
        double NoveltyOfAll,
        double Nearest,
        double NearestAndSoftmax,
        double Softmax,
        double KnownFamiliar,
        double StrangeFamiliar,
        double FindMilliseconds,
        double HeadMicroseconds,
        double NoveltyMicroseconds);
}
