using Retrain.Runtime;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Decisions;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Inspection;
using Retrain.Training.Novelty;
using Retrain.Training.Options;
using Retrain.Training.Splits;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training.Choosing;

/// <summary>
/// Measures the backbones that --choose names, one after another, on the bottlenecks that a training uses too and leaves in the cache.
/// </summary>
/// <param name="options">The options of the training.</param>
/// <param name="events">Told what happens.</param>
internal sealed class BackboneChooser(RetrainOptions options, EventStream events)
{
    private readonly List<Candidate> measured = [];
    private IReadOnlyList<LabeledImage> images = [];

    /// <summary>Chooses the backbone of a training.</summary>
    /// <param name="require">Checks that what would be trained on a backbone can be written.</param>
    /// <returns>The choice; <see langword="null"/> where there is nothing to choose.</returns>
    /// <exception cref="RetrainException">The images or a backbone cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: computed bottlenecks are cached.</exception>
    public BackboneChoice? Choose(Action<RetrainOptions, Backbone> require, CancellationToken cancellationToken)
    {
        if (!options.Backbone.Chooses)
        {
            return null;
        }

        // All networks are looked at before any work. They are loaded again one by one, as together they may not fit into memory.
        RetrainOptions[] trainings = [.. options.Backbone.Candidates.Select(options.With)];
        Dictionary<(Digest, string, string), string> known = [];
        long?[] multiplyAdds = [.. trainings.Select(training => Inspect(training, known, require, cancellationToken))];
        foreach ((int index, RetrainOptions training) in trainings.Index())
        {
            events.Report(new CandidateBegun(training.Backbone.Architecture, index + 1, trainings.Length));
            measured.Add(Measure(training, multiplyAdds[index], cancellationToken));
            events.Report(new CandidateMeasured(measured[^1]));
        }

        BackboneChoice choice = BackboneChoice.Between(measured);
        events.Report(new BackboneChosen(choice));
        return choice;
    }

    private long? Inspect(
        RetrainOptions training,
        Dictionary<(Digest Network, string Preprocessing, string Bottleneck), string> known,
        Action<RetrainOptions, Backbone> require,
        CancellationToken cancellationToken)
    {
        string architecture = training.Backbone.Architecture;
        Backbone backbone = BackboneCatalog.Load(training.Backbone, events.Report, cancellationToken);
        require(training, backbone);
        if (!known.TryAdd((backbone.Digest, backbone.PreprocessingText, backbone.BottleneckTensor), architecture))
        {
            string other = known[(backbone.Digest, backbone.PreprocessingText, backbone.BottleneckTensor)];
            throw new RetrainException(ChoiceDiagnostics.Twice(other, architecture));
        }

        long? count = GraphInspection.CountMultiplyAdds(
            backbone.Graph, backbone.InputTensor, backbone.BottleneckTensor, backbone.InputShape);
        if (count is null)
        {
            events.Warn(ChoiceDiagnostics.UnknownMultiplyAdds(architecture));
        }

        return count;
    }

    private Candidate Measure(RetrainOptions training, long? multiplyAdds, CancellationToken cancellationToken)
    {
        BottlenecksFinished? finished = null;
        Backbone backbone = BackboneCatalog.Load(training.Backbone, _ => { }, cancellationToken); // told when it was inspected
        using BottleneckSource source = new(backbone, options.Bottlenecks, Report);
        LabeledBottlenecks bottlenecks = source.Load(
            options.Data.Read(events.Warn, cancellationToken), options.Split, new DistortionOptions(), options.Seed, cancellationToken);
        RequireSameImages(bottlenecks.Images);
        SoftmaxHead head = new(backbone.BottleneckLength, bottlenecks.Labels.Count) { ConfidenceThreshold = 0.5f };
        int validationImages = bottlenecks.Count(Split.Validation);
        TrainedNovelty novelty = new(
            NoveltyBank.Of(bottlenecks, options.Seed, cancellationToken),
            NoveltyThreshold.Of([.. Enumerable.Repeat(0.5f, validationImages)]));
        return new Candidate
        {
            Architecture = training.Backbone.Architecture,
            Name = backbone.Name,
            Commit = backbone.Commit,
            Digest = backbone.Digest,
            BottleneckLength = backbone.BottleneckLength,
            MultiplyAdds = multiplyAdds,
            SizeBytes = TrainedGraph.Of(backbone, head, options.Output.FinalTensorName, novelty).SizeBytes,
            IsRight = HeldOutPredictions.Of(bottlenecks, options.Seed, cancellationToken),
            ComputedCount = source.ComputedCount,
            ImagesPerSecond = source.ComputedCount > 0 ? source.ComputedCount / finished!.Elapsed.TotalSeconds : null,
        };

        // The training tells of the images and their sets.
        void Report(TrainingEvent trainingEvent)
        {
            finished = trainingEvent as BottlenecksFinished ?? finished;
            if (trainingEvent is not (CategoriesFound or SplitFinished or CacheOpened or DecisionsApplied))
            {
                events.Report(trainingEvent);
            }
        }
    }

    // A comparison image by image has a meaning only if all candidates saw the same.
    private void RequireSameImages(IReadOnlyList<LabeledImage> read)
    {
        images = measured.Count == 0 ? read : images;
        LabeledImage? changed = images.Zip(read).Where(pair => Content(pair.First) != Content(pair.Second)).Select(pair => pair.Second)
            .Concat(read.Skip(images.Count)).Concat(images.Skip(read.Count)).FirstOrDefault();
        if (changed is not null)
        {
            throw new RetrainException(DataDiagnostics.ChangedDuringRun(changed.Path));
        }

        static (string, Digest) Content(LabeledImage image) => (image.Path, image.Digest);
    }
}
