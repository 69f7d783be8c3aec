using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Options;

namespace Retrain.Training.Baselines;

/// <summary>
/// The model that a new one is compared with. All of it is read before the training, which may overwrite its files.
/// </summary>
internal sealed class BaselineModel : IDisposable
{
    private readonly string graph;
    private readonly Digest digest;
    private readonly DigestSet? known;
    private readonly ImageClassifier classifier;
    private readonly EventStream events;

    private BaselineModel(string graph, Digest digest, DigestSet? known, ImageClassifier classifier, EventStream events)
    {
        this.graph = graph;
        this.digest = digest;
        this.known = known;
        this.classifier = classifier;
        this.events = events;
    }

    /// <summary>Opens the model that the options name.</summary>
    /// <param name="images">The images of the training.</param>
    /// <returns>The model; <see langword="null"/> where none is named.</returns>
    /// <exception cref="RetrainException">A file cannot be used, or RT1040: a category is not a label of the model.</exception>
    public static BaselineModel? Open(RetrainOptions options, ImageSet images, EventStream events)
    {
        if (options.Test is not { BaselineGraph: string graph, BaselineLabels: string labels })
        {
            return null;
        }

        ImageClassifierOptions decoding = new() { MaximumPixels = options.Bottlenecks.MaximumPixels };
        ImageClassifier classifier = ImageClassifier.Load(graph, labels, decoding, events.Warn);
        try
        {
            ModelEvaluation.RequireLabels(classifier, images, events.Warn);
            Digest digest = classifier.GraphDigest is string known ? Digest.Parse(known) : Digest.OfFile(graph);
            return new BaselineModel(graph, digest, KnownImages.Of(graph, classifier.GraphDigest), classifier, events);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>Runs the model on the test images of the training.</summary>
    /// <param name="images">All images of the training, for messages.</param>
    /// <param name="tested">The test images with the answers of the trained model.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public BaselineComparison CompareWith(
        IReadOnlyList<TestedImage> tested, ImageSet images, CancellationToken cancellationToken)
    {
        ModelEvaluation evaluation = ModelEvaluation.Of(
            classifier, SetOf(tested, images), known, Warn, events.Report, cancellationToken);
        Dictionary<string, TestedImage> answers = evaluation.Images.ToDictionary(image => image.Image.Path, StringComparer.Ordinal);
        BaselineComparison comparison = new(graph, digest, known is not null,
        [
            .. tested.Where(image => answers.ContainsKey(image.Image.Path))
                .Select(image => new ComparedImage(image, answers[image.Image.Path])),
        ]);
        if (comparison.KnownCount > 0)
        {
            events.Warn(DataDiagnostics.TestedOnKnownImages(
                images.Origin, comparison.KnownCount, comparison.Images.Count, Path.GetFileName(graph)));
        }

        events.Report(new BaselineCompared(comparison));
        return comparison;

        void Warn(Diagnostic problem) => events.Warn(problem with { Severity = Severity.Warning });
    }

    public void Dispose() => classifier.Dispose();

    private static ImageSet SetOf(IReadOnlyList<TestedImage> tested, ImageSet images) => new(images.Origin, IsStrict: false,
    [
        .. tested.GroupBy(image => image.Image.Category).Select(category => new Category(
            category.Key.Label, category.Key.LabelIndex, category.Key.Folder,
            category.Select(image => image.Image.File with { Set = null, Folder = null }))),
    ]);
}
