using Retrain.Runtime;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Backbones;
using Retrain.Training.Baselines;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Choosing;
using Retrain.Training.DataChecks;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Growth;
using Retrain.Training.Heads;
using Retrain.Training.Hubs;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Novelty;
using Retrain.Training.Options;
using Retrain.Training.Reports;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training;

/// <summary>
/// "How to Retrain Inception's Final Layer for New Categories", on one page: photos to bottlenecks, bottlenecks to a new last layer,
/// backbone and new layer to one graph.
/// </summary>
/// <param name="asked">The options, already checked; they may leave the backbone to choose.</param>
/// <param name="show">Told what happens, one event at a time.</param>
internal sealed class Retrainer(RetrainOptions asked, Action<TrainingEvent> show)
{
    private readonly EventStream events = new(new ProblemsOnce(show).Show);

    /// <summary>Whether evaluations during the training are wanted, also where neither a report nor summaries need them.</summary>
    public bool ShowsSteps { get; init; } = true;

    /// <summary>Trains, tests and writes the trained graph, its labels, its manifest and a report of the run.</summary>
    /// <exception cref="RetrainException">The images or options cannot be used; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: computed bottlenecks are cached, nothing was written.</exception>
    public RetrainResult Run(CancellationToken cancellationToken)
    {
        RetrainOptions patient = asked.ForOneRun();
        BackboneChoice? choice = new BackboneChooser(patient, events).Choose(RunOutputs.Require, cancellationToken);
        RetrainOptions options = choice is null ? patient : patient.With(choice.Chosen.Architecture);
        using RunOutputs outputs = new(options, events);
        WarmUp warmUp = WarmUp.Begin();
        BackboneCatalog.ReadAhead(options.Backbone);
        ImageSet images = options.Data.Read(events.Warn, cancellationToken);
        outputs.RequireApart(images);
        Backbone backbone = BackboneCatalog.Load(options.Backbone, events.Report, cancellationToken);
        HubAddress.RequireCommit(options.Backbone.Architecture, backbone.Commit, options.Data.Inputs?.Project, events.Warn);
        events.Report(new BackboneLoaded(backbone.Name, backbone.Digest, backbone.BottleneckLength));
        using BottleneckSource source = new(backbone, options.Bottlenecks, events.Report); // while the backbone's weights are read
        outputs.Prepare(backbone);
        using BaselineModel? baseline = BaselineModel.Open(options, images, events);
        warmUp.RequireLibrary(); // Where all bottlenecks are cached, it is not used before all other work is done.
        LabeledBottlenecks bottlenecks = source.Load(images, options.Split, options.Distortions, options.Seed, cancellationToken);
        DataCheck.ReportQuickly(bottlenecks, options.Output.Report is not null, events.Report);

        BottleneckScale scale = BottleneckScale.Apply(bottlenecks, events.Report, cancellationToken);
        using HeldOutImages heldOut = new(bottlenecks, options.Head, options.Seed, cancellationToken);
        using NoveltySearch search = new(bottlenecks, options.Seed, cancellationToken);
        SoftmaxHead trained = new HeadTraining(options.Head, options.Seed, bottlenecks)
        {
            IsEvaluated = ShowsSteps || outputs.NeedSteps,
            Evaluated = outputs.Summarize,
            Stored = (step, head) => outputs.StoreIntermediate(step, GraphOf(scale.Fold(head), novelty: null)),
        }.Run(events.Report, cancellationToken);
        (SoftmaxHead calibrated, HeadCalibration calibration) = HeadCalibration.Calibrate(
            trained, bottlenecks, options.Head, heldOut, events.Report, cancellationToken);
        if (options.Output.Report is not null)
        {
            GrowthMeasurement.Report(bottlenecks, options.Head, options.Seed, events.Report, cancellationToken);
        }

        TrainedNovelty novelty = new(search.Find());
        scale.Undo(bottlenecks.Matrix);
        SoftmaxHead head = scale.Fold(calibrated);
        OldMemory.Free(head, bottlenecks.Images.Count);

        warmUp.Finish();
        FinalTest test;
        using (GraphSession session = GraphOf(head, novelty).OpenHead())
        {
            novelty = novelty.WithThreshold(bottlenecks, session, head, options.Seed, cancellationToken);
            test = FinalTest.Run(session, head, bottlenecks, options, cancellationToken);
        }

        OldMemory.Free(head, bottlenecks.Images.Count);
        test.Report(options.Test.PrintMisclassifiedImages, events.Report);
        TrainedGraph graph = GraphOf(head, novelty);
        BaselineComparison? comparison = baseline?.CompareWith(test.Images, images, cancellationToken);
        ModelManifest manifest = new()
        {
            Backbone = backbone,
            Choice = choice,
            Options = options,
            Data = bottlenecks,
            BottleneckScale = scale.Factor,
            Calibration = calibration,
            Novelty = new(graph.NoveltyTensor!, novelty.Bank.Count, novelty.ImageCount, novelty.Threshold),
            Training = HeadEvaluation.Of(head, bottlenecks, Split.Training, cancellationToken),
            Validation = HeadEvaluation.Of(head, bottlenecks, Split.Validation, cancellationToken),
            Testing = test.Evaluation,
            Tested = test.Images,
            Baseline = comparison,
        };
        bool isGoodEnough = options.Test.Accepts(test.Evaluation.Accuracy, comparison);
        IReadOnlyDictionary<string, Digest> written = outputs.Write(
            isGoodEnough ? graph : null, manifest, new ReportStudy(graph, source.Cache, events), cancellationToken);
        return new RetrainResult(bottlenecks.Labels, images, source.ComputedCount, test.Evaluation.Accuracy, test.Images, isGoodEnough)
        {
            ImageCount = bottlenecks.Images.Count,
            Written = written,
            Baseline = comparison,
        };

        TrainedGraph GraphOf(SoftmaxHead head, TrainedNovelty? novelty) =>
            TrainedGraph.Of(backbone, head, options.Output.FinalTensorName, novelty);
    }
}
