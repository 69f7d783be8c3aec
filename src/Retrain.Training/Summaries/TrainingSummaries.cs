using System.Collections.Concurrent;
using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Summaries.Protos;

namespace Retrain.Training.Summaries;

/// <summary>
/// Writes retrain.py's summaries for TensorBoard: its tags, in TensorFlow 1.x's spelling, to the folders train and validation of
/// --summaries_dir. retrain.py wrote a training record at every step; here both are written whenever the accuracy is evaluated.
/// </summary>
internal sealed class TrainingSummaries : IDisposable
{
    private const int LargestConstantBytes = 1024; // TensorBoard's picture of a graph does not show weights.
    private const int ValuesOfPart = 160_000; // counted by one thread
    private const int ValuesOfRow = 4096; // where there are no rows
    private const int WorkOfValue = 20; // to count a value takes as long as some multiply-adds

    // ENOSPC and EDQUOT on Linux, EDQUOT on macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static readonly int[] DiskIsFull = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    private readonly string folder;
    private readonly EventFile train;
    private readonly EventFile validation;
    private readonly Action<Diagnostic> warn;
    private readonly BackgroundWork background = new();
    private readonly Shares shares = new(Environment.ProcessorCount);

    // Memory that was used before is much cheaper than new.
    private readonly ConcurrentStack<Histogram> idle = [];
    private volatile bool hasEnded;

    private TrainingSummaries(string folder, EventFile train, EventFile validation, Action<Diagnostic> warn)
    {
        this.folder = folder;
        this.train = train;
        this.validation = validation;
        this.warn = warn;
    }

    /// <summary>Starts the event files.</summary>
    /// <param name="folder">The folder in which the folders train and validation are created.</param>
    /// <param name="warn">Told once, from any thread, if the disk is full or fails: no more is written, and the training goes on.</param>
    /// <returns>The summaries; <see langword="null"/> where the disk is full already.</returns>
    /// <exception cref="RetrainException">RT4007: the folder cannot be written to.</exception>
    public static TrainingSummaries? Create(string folder, Action<Diagnostic> warn)
    {
        EventFile? train = null;
        try
        {
            train = EventFile.Create(Path.Combine(folder, "train"));
            TrainingSummaries summaries = new(folder, train, EventFile.Create(Path.Combine(folder, "validation")), warn);
            train = null;
            return summaries;
        }
        catch (IOException exception) when (DiskIsFull.Contains(exception.HResult))
        {
            warn(Ended(folder, exception));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(OptionDiagnostics.OutputNotWritable(folder, exception.Message.TrimEnd('.')), exception);
        }
        finally
        {
            train?.Dispose();
        }
    }

    /// <summary>Writes the graph that will be trained, without its weights.</summary>
    public void WriteGraph(GraphDef graph)
    {
        GraphDef outline = new() { Versions = graph.Versions };
        foreach (NodeDef node in graph.Node)
        {
            bool isLarge = node.Op is "Const" && node.CalculateSize() > LargestConstantBytes;
            outline.Node.Add(isLarge ? WithoutValue(node) : node);
        }

        Attempt(() => train.Write(new Event { GraphDef = outline.ToByteString() }));
    }

    /// <summary>Writes the state of the head after a step. What is written is counted now, as the next step changes it.</summary>
    /// <param name="step">The accuracy and cross entropy of the batches.</param>
    /// <param name="head">The head after the step.</param>
    /// <param name="training">Its outputs for the training batch.</param>
    /// <param name="validation">Its outputs for the validation batch.</param>
    public void Write(StepEvaluated step, SoftmaxHead head, BatchOutputs training, BatchOutputs validation)
    {
        Histogram weights = CountRows(head.WeightMemory, head.Stride, head.Length);
        Histogram biases = Count(head.Biases);
        (Histogram Logits, Histogram Probabilities) trained = (Count(training.Logits), Count(training.Probabilities));
        (Histogram Logits, Histogram Probabilities) validated = (Count(validation.Logits), Count(validation.Probabilities));
        background.Add(() => Attempt(() =>
        {
            Summary variables = new();
            AddVariable(variables, "final_training_ops/weights", weights);
            AddVariable(variables, "final_training_ops/biases", biases);
            Write(train, step.Step, WithBatch(variables, trained, step.Training, step.CrossEntropy));

            // Without a validation set there are no values to count.
            if (validated.Logits.Count > 0)
            {
                Write(this.validation, step.Step, WithBatch(variables, validated, step.Validation.Accuracy, step.Validation.CrossEntropy));
            }

            Reuse(weights, biases, trained.Logits, trained.Probabilities, validated.Logits, validated.Probabilities);
        }));
    }

    /// <summary>Ends with the confusion matrix of the final test, as a picture and as a table, on another thread.</summary>
    public void End(int step, ConfusionMatrix matrix)
    {
        background.Add(() =>
        {
            Summary summary = ConfusionMatrixSummary.Of(matrix);
            Attempt(() => Write(validation, step, summary));
        });
        background.HandOver();
    }

    /// <summary>Waits until all is written.</summary>
    public void Finish() => background.Finish();

    public void Dispose()
    {
        background.Dispose();
        train.Dispose();
        validation.Dispose();
    }

    private static void Write(EventFile file, int step, Summary summary) => file.Write(new Event { Step = step, Summary = summary });

    private static NodeDef WithoutValue(NodeDef constant)
    {
        NodeDef outline = constant.Clone();
        outline.Attr.Remove("value");
        return outline;
    }

    private static Summary WithBatch(
        Summary variables, (Histogram Logits, Histogram Probabilities) batch, Accuracy accuracy, double crossEntropy)
    {
        Summary summary = variables.Clone();
        summary.Value.Add(
            new Summary.Types.Value { Tag = "final_training_ops/Wx_plus_b/pre_activations", Histo = batch.Logits.ToProto() });
        summary.Value.Add(new Summary.Types.Value { Tag = "activations", Histo = batch.Probabilities.ToProto() });
        AddScalar(summary, "cross_entropy_1", (float)crossEntropy);
        AddScalar(summary, "accuracy_1", (float)accuracy.Fraction);
        return summary;
    }

    private Histogram Count(float[] values) => CountRows(values, ValuesOfRow, ValuesOfRow);

    private void Reuse(params ReadOnlySpan<Histogram> histograms)
    {
        foreach (Histogram histogram in histograms)
        {
            histogram.Clear();
            idle.Push(histogram);
        }
    }

    // In parts of the same rows for any number of threads, as their sums are rounded.
    private Histogram CountRows(Memory<float> values, int stride, int length)
    {
        int rows = (values.Length + stride - 1) / stride;
        int rowsOfPart = Math.Max(1, ValuesOfPart / stride);
        Histogram[] parts = new Histogram[Math.Max(1, (rows + rowsOfPart - 1) / rowsOfPart)];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = idle.TryPop(out Histogram? used) ? used : new Histogram();
        }

        shares.Run(parts.Length, 1, (double)rowsOfPart * stride * WorkOfValue, (first, end) =>
        {
            for (int part = first; part < end; part++)
            {
                for (int row = part * rowsOfPart; row < Math.Min(rows, (part + 1) * rowsOfPart); row++)
                {
                    int start = row * stride;
                    parts[part].Add(values.Span.Slice(start, Math.Min(length, values.Length - start)));
                }
            }
        });
        foreach (Histogram part in parts.Skip(1))
        {
            parts[0].Add(part);
            Reuse(part);
        }

        return parts[0];
    }

    // retrain.py: variable_summaries
    private static void AddVariable(Summary summary, string name, Histogram values)
    {
        AddScalar(summary, $"{name}/summaries/mean", (float)values.Mean);
        AddScalar(summary, $"{name}/summaries/stddev_1", (float)values.Deviation);
        AddScalar(summary, $"{name}/summaries/max", (float)values.Largest);
        AddScalar(summary, $"{name}/summaries/min", (float)values.Smallest);
        summary.Value.Add(new Summary.Types.Value { Tag = $"{name}/summaries/histogram", Histo = values.ToProto() });
    }

    private static void AddScalar(Summary summary, string tag, float value) =>
        summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = value });

    private void Attempt(Action write)
    {
        if (hasEnded)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            hasEnded = true;
            warn(Ended(folder, exception));
        }
    }

    private static Diagnostic Ended(string folder, Exception exception) =>
        OptionDiagnostics.OutputNotWritable(folder, $"{exception.Message.TrimEnd('.')}, so no more summaries are written there") with
        {
            Severity = Severity.Warning,
        };
}
