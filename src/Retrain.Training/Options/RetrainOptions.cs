using Retrain.Training.Backbones;
using Retrain.Training.Categories;
using Retrain.Training.Distortions;
using Retrain.Training.Splits;

namespace Retrain.Training.Options;

/// <summary>What to train on and how: retrain.py's flags with its defaults, and ours. The values are checked where they come in.</summary>
internal sealed record RetrainOptions
{
    /// <summary>The folder whose sub-folders are the categories. With <see cref="Inputs"/> the project, which messages name.</summary>
    public required string ImageDir { get; init; }

    /// <summary>Says which folders and files are the categories, where they are not the sub-folders of one folder.</summary>
    public ProjectInputs? Inputs { get; init; }

    /// <summary>The trained graph.</summary>
    public required string OutputGraph { get; init; }

    /// <summary>The trained graph as an ONNX model; <see langword="null"/> for none.</summary>
    public string? OutputOnnx { get; init; }

    /// <summary>A label per line, in the order of the graph's probabilities.</summary>
    public required string OutputLabels { get; init; }

    /// <summary>What was trained, on what, how well.</summary>
    public required string OutputManifest { get; init; }

    /// <summary>A page that shows the run; <see langword="null"/> for none. Also written when the test accuracy is too low.</summary>
    public string? Report { get; init; }

    /// <summary>Where graphs are written during training.</summary>
    public required string IntermediateOutputGraphsDir { get; init; }

    /// <summary>Every how many steps; 0 for never.</summary>
    public int IntermediateStoreFrequency { get; init; }

    /// <summary>The folder of TensorBoard's event files; <see langword="null"/> for none.</summary>
    public string? SummariesDir { get; init; }

    public int HowManyTrainingSteps { get; init; } = 4000;

    public float LearningRate { get; init; } = 0.01f;

    public SplitPercentages Percentages { get; init; } = new(10, 10);

    /// <summary>Steps between two looks at the accuracy.</summary>
    public int EvalStepInterval { get; init; } = 10;

    /// <summary>Images per step; -1 for all.</summary>
    public int TrainBatchSize { get; init; } = 100;

    /// <summary>Images of the final test, none twice; -1 for all.</summary>
    public int TestBatchSize { get; init; } = -1;

    /// <summary>Images per look at the validation set; -1 for all.</summary>
    public int ValidationBatchSize { get; init; } = 100;

    /// <summary>Whether probabilities are brought to say how often the model is right; otherwise they are as retrain.py's.</summary>
    public bool Calibrates { get; init; } = true;

    public bool PrintMisclassifiedTestImages { get; init; }

    /// <summary>The folder of the bottleneck cache; <see langword="null"/> for the user's.</summary>
    public string? BottleneckDir { get; init; }

    /// <summary>The name of the probabilities in the trained graph.</summary>
    public string FinalTensorName { get; init; } = "final_result";

    /// <summary>A backbone's name or the path of its file.</summary>
    public string Architecture { get; init; } = EfficientNetLite.Name;

    /// <summary>Where images enter the backbone's file; <see langword="null"/> where it can be told from it, as with all that follow.</summary>
    public string? InputTensor { get; init; }

    public string? BottleneckTensor { get; init; }

    public InputSize? InputSize { get; init; }

    /// <summary>In grey levels.</summary>
    public float? InputMean { get; init; }

    /// <summary>In grey levels.</summary>
    public float? InputStd { get; init; }

    /// <summary>Where published backbones lie and are downloaded to.</summary>
    public string ModelDir { get; init; } = Path.Combine(Path.GetTempPath(), "imagenet");

    public DistortionOptions Distortions { get; init; } = new();

    /// <summary>Determines the initial weights, the batches and the distortions.</summary>
    public long Seed { get; init; }

    /// <summary>Another text gives another split.</summary>
    public string SplitSalt { get; init; } = "";

    /// <summary>In percent; nothing is written when the test accuracy is lower.</summary>
    public double? MinimumTestAccuracyPercent { get; init; }

    /// <summary>Images worked on at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether an unreadable image fails the run.</summary>
    public bool Strict { get; init; }

    /// <summary>What the trained graph's name says of its format.</summary>
    public string GraphExtension => OutputGraph.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? ".onnx" : ".pb";

    /// <summary>Larger images are refused before any memory is taken for them.</summary>
    public long MaximumPixels { get; init; } = 100_000_000;
}
