using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Options;
using Retrain.Training.Sampling;
using Retrain.Training.Summaries;

namespace Retrain.Training.Heads;

/// <summary>retrain.py's training loop.</summary>
internal sealed class HeadTraining
{
    // Weights, training batches and validation batches are drawn apart, so that looking at the accuracy more often changes no weight.
    private const ulong WeightStream = 0x5745494748545300;
    private const ulong TrainingStream = 0x545241494E494E47;
    private const ulong ValidationStream = 0x56414C4944415445;

    private readonly RetrainOptions options;
    private readonly BottleneckMatrix bottlenecks;
    private readonly BalancedBatches training;
    private readonly BalancedBatches validation;
    private readonly int labelCount;

    /// <param name="trainingRows">Rows of the matrix for each label; likewise <paramref name="validationRows"/>.</param>
    public HeadTraining(
        RetrainOptions options, BottleneckMatrix bottlenecks, IReadOnlyList<int[]> trainingRows, IReadOnlyList<int[]> validationRows)
    {
        this.options = options;
        this.bottlenecks = bottlenecks;
        labelCount = trainingRows.Count;
        training = new BalancedBatches(trainingRows, Stream(TrainingStream));
        validation = new BalancedBatches(validationRows, Stream(ValidationStream));
    }

    /// <summary>Is told what TensorBoard shows, where somebody wants to see it.</summary>
    public TrainingSummaries? Summaries { get; init; }

    /// <summary>Trains for how_many_training_steps and reports every eval_step_interval of them.</summary>
    /// <param name="storeIntermediate">Called with the step and the head every intermediate_store_frequency steps.</param>
    /// <exception cref="RetrainException">RT1020: the learning rate is too large.</exception>
    public SoftmaxHead Run(Action<TrainingEvent> report, Action<int, SoftmaxHead> storeIntermediate, CancellationToken cancellationToken)
    {
        SoftmaxHead head = SoftmaxHead.Initialize(bottlenecks.Length, labelCount, Stream(WeightStream));
        GradientDescent optimizer = new(options.Head.LearningRate);
        Example[] batch = training.Draw(options.Head.TrainBatchSize);
        for (int step = 0; step < options.Head.HowManyTrainingSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step > 0 && options.Head.TrainBatchSize >= 0)
            {
                training.Draw(batch);
            }

            if (!float.IsFinite(optimizer.Step(head, bottlenecks, batch)))
            {
                throw new RetrainException(DataDiagnostics.TrainingDiverged(options.Data.ImageDir, step));
            }

            if (step % options.Head.EvalStepInterval == 0 || step + 1 == options.Head.HowManyTrainingSteps)
            {
                Example[] validationBatch = validation.Draw(options.Head.ValidationBatchSize);
                float[] logits = Summaries is null ? [] : new float[batch.Length * labelCount];
                float[] validationLogits = Summaries is null ? [] : new float[validationBatch.Length * labelCount];
                HeadEvaluation train = HeadEvaluation.Of(head, bottlenecks, batch, logits, cancellationToken);
                HeadEvaluation validated = HeadEvaluation.Of(head, bottlenecks, validationBatch, validationLogits, cancellationToken);
                StepEvaluated evaluated = new(step, train.Accuracy, train.CrossEntropy, validated);
                report(evaluated);
                Summaries?.Write(evaluated, head, logits, validationLogits);
            }

            if (options.Head.IntermediateStoreFrequency > 0 && step > 0 && step % options.Head.IntermediateStoreFrequency == 0)
            {
                storeIntermediate(step, head);
            }
        }

        return head.Weights.All(float.IsFinite) && head.Biases.All(float.IsFinite)
            ? head
            : throw new RetrainException(DataDiagnostics.TrainingDiverged(options.Data.ImageDir, options.Head.HowManyTrainingSteps));
    }

    private SeededRandom Stream(ulong name) => new((ulong)options.Seed ^ name);
}
