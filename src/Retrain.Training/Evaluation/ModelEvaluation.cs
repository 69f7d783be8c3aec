using System.Numerics.Tensors;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Evaluation;

/// <summary>The accuracy of a trained model on a folder of labelled images.</summary>
/// <param name="Images">The images that could be read, in the order of the folders.</param>
/// <param name="Confusion">The labels they got, by the labels they have.</param>
internal sealed record ModelEvaluation(IReadOnlyList<TestedImage> Images, ConfusionMatrix Confusion)
{
    public Accuracy Accuracy => new(Images.Count(image => image.IsRight), Images.Count);

    /// <summary>The accuracy on the images that the model was neither trained nor validated on.</summary>
    public Accuracy AccuracyOnOthers
    {
        get
        {
            TestedImage[] others = [.. Images.Where(image => !image.IsKnown)];
            return new(others.Count(image => image.IsRight), others.Length);
        }
    }

    /// <summary>Precision and recall of each of the model's labels.</summary>
    public IEnumerable<LabelScore> LabelScores =>
        Confusion.Labels.Select((label, i) => new LabelScore(label, Confusion.Total(i), Confusion.Predicted(i), Confusion[i, i]));

    /// <summary>Images that got a wrong label, those of which the model was surest first.</summary>
    public IEnumerable<TestedImage> Mistakes =>
        Images.Where(image => !image.IsRight).OrderByDescending(image => image.Confidence);

    /// <param name="classifier">The model.</param>
    /// <param name="labelled">Images whose label is known.</param>
    /// <param name="known">Those that the model was trained and validated on, as far as it is known.</param>
    /// <param name="report">Told of images that cannot be read, which count neither way.</param>
    /// <param name="progress">Told of the progress, by any thread.</param>
    /// <exception cref="RetrainException">RT1040: a category is not a label of the model.</exception>
    public static ModelEvaluation Of(
        ImageClassifier classifier,
        ImageSet labelled,
        DigestSet? known,
        Action<Diagnostic> report,
        Action<ImagesTested> progress,
        CancellationToken cancellationToken)
    {
        labelled = labelled with { Categories = RequireLabels(classifier, labelled, report) };
        IReadOnlyList<LabeledImage> images = labelled.WithLabelsOf(classifier.Labels).Images;
        TestedImage?[] tested = new TestedImage?[images.Count];
        int done = 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, images.Count, parallel, i =>
        {
            try
            {
                tested[i] = Test(classifier, images[i], known);
            }
            catch (RetrainException exception)
            {
                images[i].Problem = exception.Diagnostic;
            }

            progress(new ImagesTested(Interlocked.Increment(ref done), images.Count));
        });

        // In the images' order, whatever thread came upon them first.
        Array.ForEach([.. ProblemSummary.Of(images)], report);
        TestedImage[] readable = [.. tested.OfType<TestedImage>()];
        return new(readable, new ConfusionMatrix(classifier.Labels, readable));
    }

    /// <summary>Compares with another model's evaluation on the same images; what only one of them could read counts neither way.</summary>
    public McNemarTest CompareWith(ModelEvaluation other)
    {
        Dictionary<string, bool> others =
            other.Images.ToDictionary(image => image.Image.Path, image => image.IsRight, StringComparer.Ordinal);
        (bool This, bool Other)[] pairs =
        [
            .. Images.Where(image => others.ContainsKey(image.Image.Path))
                .Select(image => (image.IsRight, others[image.Image.Path])),
        ];
        return McNemarTest.Of(pairs);
    }

    /// <summary>Requires that every category is a label of a model.</summary>
    /// <param name="report">Receives every error except the last, which is thrown instead.</param>
    /// <returns>The categories with their labels as the model spells them.</returns>
    /// <exception cref="RetrainException">RT1040: a category is not a label of the model.</exception>
    public static IReadOnlyList<Category> RequireLabels(ImageClassifier classifier, ImageSet images, Action<Diagnostic> report)
    {
        Category[] categories = [.. images.Categories.Select(category => InWordsOf(classifier.Labels, category))];
        Diagnostic[] errors =
        [
            .. categories.Where(category => !classifier.Labels.Contains(category.Label, StringComparer.Ordinal)).Select(category =>
                DataDiagnostics.NoLabelOfModel(
                    category.Folder, category.Label, NearestNames.Of(category.Label, classifier.Labels, 2))),
        ];
        if (errors.Length > 0)
        {
            Array.ForEach(errors[..^1], report);
            throw new RetrainException(errors[^1]);
        }

        return categories;
    }

    // retrain.py, whose models are evaluated too, labels "Café" as "caf ".
    private static Category InWordsOf(IReadOnlyList<string> labels, Category category) =>
        LabelRule.Simplify(category.FolderName) is string label && labels.Contains(label) && !labels.Contains(category.Label)
            ? new Category(label, 0, category.Folder, category.Images.Select(image => image.File with { Set = null, Folder = null }))
            : category;

    private static TestedImage Test(ImageClassifier classifier, LabeledImage image, DigestSet? known)
    {
        IReadOnlyList<Prediction> predictions = classifier.Classify(image.Path);
        Dictionary<string, float> probabilities = predictions.ToDictionary(
            prediction => prediction.Label, prediction => prediction.Probability, StringComparer.Ordinal);
        float[] ordered = [.. classifier.Labels.Select(label => probabilities[label])];
        int predicted = TensorPrimitives.IndexOfMax<float>(ordered);
        return new(image, predicted, classifier.Labels[predicted], ordered)
        {
            Novelty = predictions[0].Novelty,
            IsKnown = known?.Contains(Digest.Of(new ImageFileReader().ReadImage(image.Path).Span)) is true,
        };
    }
}
