using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Evaluation;

/// <summary>How a trained model does on a folder of labelled images.</summary>
/// <param name="Images">That could be read, in the order of the folders.</param>
/// <param name="Confusion">What they got for what they are.</param>
internal sealed record ModelEvaluation(IReadOnlyList<TestedImage> Images, ConfusionMatrix Confusion)
{
    public Accuracy Accuracy => new(Images.Count(image => image.IsRight), Images.Count);

    /// <summary>Of each of the model's labels.</summary>
    public IEnumerable<LabelScore> LabelScores =>
        Confusion.Labels.Select((label, i) => new LabelScore(label, Confusion.Total(i), Confusion.Predicted(i), Confusion[i, i]));

    /// <summary>Images that got a wrong label, those of which the model was surest first.</summary>
    public IEnumerable<TestedImage> Mistakes =>
        Images.Where(image => !image.IsRight).OrderByDescending(image => image.Confidence);

    /// <param name="classifier">The model.</param>
    /// <param name="categories">Images whose label is known.</param>
    /// <param name="imageDir">Where they are, for messages.</param>
    /// <param name="report">Told of images that cannot be read, which count neither way.</param>
    /// <param name="progress">Told how far it is, by any thread.</param>
    /// <exception cref="RetrainException">RT1040: a category is no label of the model.</exception>
    public static ModelEvaluation Of(
        ImageClassifier classifier,
        IReadOnlyList<Category> categories,
        string imageDir,
        Action<Diagnostic> report,
        Action<ImagesTested> progress,
        CancellationToken cancellationToken)
    {
        RequireLabels(classifier, categories, imageDir, report);
        (string Label, string Path)[] files = [.. categories.SelectMany(category => category.Images.Select(image => (category.Label, image.Path)))];
        TestedImage?[] images = new TestedImage?[files.Length];
        Diagnostic?[] problems = new Diagnostic?[files.Length];
        int done = 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, files.Length, parallel, i =>
        {
            try
            {
                images[i] = Test(classifier, files[i].Label, files[i].Path);
            }
            catch (RetrainException exception)
            {
                problems[i] = exception.Diagnostic;
            }

            progress(new ImagesTested(Interlocked.Increment(ref done), files.Length));
        });

        // In the files' order, whatever thread came upon them first.
        Array.ForEach([.. problems.OfType<Diagnostic>()], report);
        TestedImage[] tested = [.. images.OfType<TestedImage>()];
        return new(tested, ConfusionMatrix.Of(classifier.Labels, tested));
    }

    /// <summary>Compares with another model's evaluation on the same images; what only one of them could read counts neither way.</summary>
    public McNemarTest CompareWith(ModelEvaluation other)
    {
        Dictionary<string, bool> others = other.Images.ToDictionary(image => image.Path, image => image.IsRight, StringComparer.Ordinal);
        (bool This, bool Other)[] pairs =
        [
            .. Images.Where(image => others.ContainsKey(image.Path)).Select(image => (image.IsRight, others[image.Path])),
        ];
        return new(pairs.Count(pair => pair is (true, false)), pairs.Count(pair => pair is (false, true)));
    }

    private static TestedImage Test(ImageClassifier classifier, string label, string path)
    {
        IReadOnlyList<Prediction> predictions = classifier.Classify(path);
        Dictionary<string, float> probabilities = predictions.ToDictionary(
            prediction => prediction.Label, prediction => prediction.Probability, StringComparer.Ordinal);
        return new(path, label, predictions[0].Label, [.. classifier.Labels.Select(name => probabilities[name])]);
    }

    private static void RequireLabels(ImageClassifier classifier, IReadOnlyList<Category> categories, string imageDir, Action<Diagnostic> report)
    {
        Diagnostic[] errors =
        [
            .. categories.Where(category => !classifier.Labels.Contains(category.Label, StringComparer.Ordinal)).Select(category =>
                DataDiagnostics.NoLabelOfModel(
                    Path.Combine(imageDir, category.FolderName), category.Label, NearestNames.Of(category.Label, classifier.Labels, 2))),
        ];
        if (errors.Length > 0)
        {
            Array.ForEach(errors[..^1], report);
            throw new RetrainException(errors[^1]);
        }
    }
}
