using System.Numerics.Tensors;
using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Sampling;

namespace Retrain.Training.Heads;

/// <summary>retrain.py's training loop.</summary>
internal sealed class HeadTraining
{
    // Weights, training batches and validation batches are drawn apart, so that looking at the accuracy more often changes no weight.
    private const ulong WeightStream = 0x5745494748545300;
    private const ulong TrainingStream = 0x545241494E494E47;
    private const ulong ValidationStream = 0x56414C4944415445;

    private readonly HeadOptions options;
    private readonly long seed;
    private readonly string origin;
    private readonly BottleneckMatrix bottlenecks;
    private readonly BalancedBatches training;
    private readonly BalancedBatches validation;
    private readonly int labelCount;
    private BatchOutputs? trainingOutputs;
    private BatchOutputs? validationOutputs;

    /// <param name="seed">Determines the initial weights and the batches.</param>
    public HeadTraining(HeadOptions options, long seed, LabeledBottlenecks bottlenecks)
    {
        this.options = options;
        this.seed = seed;
        this.bottlenecks = bottlenecks.Matrix;
        origin = bottlenecks.Origin;
        labelCount = bottlenecks.Labels.Count;
        training = new BalancedBatches(bottlenecks.Training, Stream(TrainingStream));
        validation = new BalancedBatches(bottlenecks.Validation, Stream(ValidationStream));
    }

    /// <summary>Whether the head is evaluated during the training; it ends as the same head without.</summary>
    public bool IsEvaluated { get; init; } = true;

    /// <summary>
    /// Called with each evaluation, the head, and its outputs for the training and the validation batch, which are valid during the call;
    /// <see langword="null"/> where these are not wanted.
    /// </summary>
    public Action<StepEvaluated, SoftmaxHead, BatchOutputs, BatchOutputs>? Evaluated { get; init; }

    /// <summary>Called with the step and the head every intermediate_store_frequency steps.</summary>
    public Action<int, SoftmaxHead>? Stored { get; init; }

    /// <summary>Trains for how_many_training_steps and reports every eval_step_interval of them.</summary>
    /// <exception cref="RetrainException">RT1020: the learning rate is too large.</exception>
    public SoftmaxHead Run(Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        SoftmaxHead head = SoftmaxHead.Initialize(bottlenecks.Length, labelCount, Stream(WeightStream));
        GradientDescent optimizer = new(options.LearningRate, Environment.ProcessorCount);
        Example[] batch = training.Draw(options.TrainBatchSize);
        for (int step = 0; step < options.HowManyTrainingSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step > 0 && options.TrainBatchSize >= 0)
            {
                training.Draw(batch);
            }

            if (!float.IsFinite(optimizer.Step(head, bottlenecks, batch)))
            {
                throw new RetrainException(DataDiagnostics.TrainingDiverged(origin, step));
            }

            if (IsEvaluated && (step % options.EvalStepInterval == 0 || step + 1 == options.HowManyTrainingSteps))
            {
                Evaluate(step, head, batch, report, cancellationToken);
            }

            if (options.IntermediateStoreFrequency > 0 && step > 0 && step % options.IntermediateStoreFrequency == 0)
            {
                Stored?.Invoke(step, head);
            }
        }

        return TensorPrimitives.IsFiniteAll<float>(head.Weights) && TensorPrimitives.IsFiniteAll<float>(head.Biases)
            ? head
            : throw new RetrainException(DataDiagnostics.TrainingDiverged(origin, options.HowManyTrainingSteps));
    }

    private void Evaluate(int step, SoftmaxHead head, Example[] batch, Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        Example[] validationBatch = validation.Draw(options.ValidationBatchSize);
        if (Evaluated is not null)
        {
            trainingOutputs ??= BatchOutputs.For(batch.Length, labelCount);
            validationOutputs ??= BatchOutputs.For(validationBatch.Length, labelCount);
        }

        HeadEvaluation train = HeadEvaluation.Of(head, bottlenecks, batch, trainingOutputs, cancellationToken);
        HeadEvaluation validated = HeadEvaluation.Of(head, bottlenecks, validationBatch, validationOutputs, cancellationToken);
        StepEvaluated evaluated = new(step, train.Accuracy, train.CrossEntropy, validated);
        report(evaluated);
        Evaluated?.Invoke(evaluated, head, trainingOutputs!, validationOutputs!);
    }

    private SeededRandom Stream(ulong name) => new((ulong)seed ^ name);
}
