using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Events;
using Retrain.Training.Options;
using Retrain.Training.Splits;

namespace Retrain.Training.Bottlenecks;

/// <summary>From categories to labelled bottlenecks: reads, splits and, where asked, distorts the images.</summary>
internal sealed class BottleneckSource(RetrainOptions options, Backbone backbone, BottleneckLoader loader, Action<TrainingEvent> report) : IDisposable
{
    private BottleneckMatrix? matrix;

    /// <summary>How many bottlenecks the network was run for.</summary>
    public int ComputedCount { get; private set; }

    /// <exception cref="RetrainException">A category has no readable image, or any image is unreadable and --strict is given.</exception>
    public LabeledBottlenecks Load(IReadOnlyList<Category> categories, CancellationToken cancellationToken)
    {
        (Category Category, ImageFile Image)[] files = [.. categories.SelectMany(category => category.Images.Select(image => (category, image)))];
        report(new CategoriesFound(categories.Count, files.Length));
        int variantsPerImage = options.Distortions.AnyDistortion ? options.Distortions.Variants : 0;
        long rows = files.Length * (1L + variantsPerImage);
        if (rows > int.MaxValue)
        {
            throw new RetrainException(CacheDiagnostics.TooManyBottlenecks(options.Data.ImageDir, files.Length, variantsPerImage));
        }

        matrix = new BottleneckMatrix((int)rows, backbone.BottleneckLength);

        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<ExtractionOutcome> outcomes = loader.LoadImages([.. files.Select(file => file.Image)], matrix, cancellationToken);
        Report(outcomes, started);
        RequireReadable(categories, files, outcomes);
        DigestedImage[] images =
        [
            .. outcomes.Index().Where(entry => entry.Item.Digest is not null)
                .Select(entry => new DigestedImage(files[entry.Index].Category, files[entry.Index].Image, entry.Item.Digest!.Value, entry.Index)),
        ];
        IReadOnlyList<Split> splits = SplitAssignment.Assign(images, options.Data.ImageDir, options.Split.Percentages, options.Split.Salt, Warn);
        report(new SplitFinished(splits.Count(s => s is Split.Training), splits.Count(s => s is Split.Validation), splits.Count(s => s is Split.Testing)));

        int[][] variants = [.. images.Select((image, i) => splits[i] is Split.Training ? VariantRows(image, files.Length, variantsPerImage) : [])];
        if (variantsPerImage > 0)
        {
            LoadVariants(images, variants, cancellationToken);
        }

        return new LabeledBottlenecks(images, splits, matrix, variants);
    }

    public void Dispose() => matrix?.Dispose();

    private static int[] VariantRows(DigestedImage image, int fileCount, int variantsPerImage) =>
        [.. Enumerable.Range(fileCount + (image.Row * variantsPerImage), variantsPerImage)];

    private void LoadVariants(DigestedImage[] images, int[][] variants, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        List<ExtractionJob> jobs = [];
        foreach ((int i, DigestedImage image) in images.Index().Where(entry => variants[entry.Index].Length > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            jobs.Add(new ExtractionJob(
                image.Image, image.Digest, [.. variants[i].Select((row, variant) => new BottleneckTarget(row, Draw(image.Digest, variant)))]));
        }

        IReadOnlyList<ExtractionOutcome> outcomes = loader.Load(jobs, matrix!, cancellationToken);
        Report(outcomes, started, jobs.Sum(job => job.Targets.Count));
        foreach ((ExtractionJob job, ExtractionOutcome outcome) in jobs.Zip(outcomes).Where(pair => pair.Second.Digest != pair.First.Digest))
        {
            // The image was read and put into a set a moment ago.
            throw new RetrainException(outcome.Problem ?? DataDiagnostics.ChangedDuringRun(job.Image.Path));
        }
    }

    private Distortion Draw(Digest image, int variant) =>
        Distortion.Draw(options.Distortions, image, variant, options.Seed, backbone.WidthPixels, backbone.HeightPixels);

    private void Report(IReadOnlyList<ExtractionOutcome> outcomes, long started, int? wanted = null)
    {
        int computed = outcomes.Sum(outcome => outcome.Computed);
        int unreadable = outcomes.Count(outcome => outcome.Problem is not null);
        ComputedCount += computed;
        report(new BottlenecksFinished((wanted ?? outcomes.Count) - computed - unreadable, computed, unreadable, Stopwatch.GetElapsedTime(started)));
    }

    private void RequireReadable(
        IReadOnlyList<Category> categories, (Category Category, ImageFile Image)[] files, IReadOnlyList<ExtractionOutcome> outcomes)
    {
        Severity severity = options.Data.Strict ? Severity.Error : Severity.Warning;
        foreach (Diagnostic problem in outcomes.Select(outcome => outcome.Problem).OfType<Diagnostic>())
        {
            Warn(problem with { Severity = severity });
        }

        HashSet<Category> readable = [.. outcomes.Index().Where(entry => entry.Item.Digest is not null).Select(entry => files[entry.Index].Category)];
        List<Diagnostic> errors =
        [
            .. categories.Where(category => !readable.Contains(category))
                .Select(category => DataDiagnostics.NothingReadable(Path.Combine(options.Data.ImageDir, category.FolderName), category.Images.Count)),
        ];
        int unreadable = outcomes.Count(outcome => outcome.Problem is not null);
        if (options.Data.Strict && unreadable > 0)
        {
            errors.Add(DataDiagnostics.UnreadableInStrictMode(options.Data.ImageDir, unreadable, "image"));
        }

        if (errors.Count > 0)
        {
            errors[..^1].ForEach(Warn);
            throw new RetrainException(errors[^1]);
        }
    }

    private void Warn(Diagnostic diagnostic) => report(new ProblemFound(diagnostic));
}
