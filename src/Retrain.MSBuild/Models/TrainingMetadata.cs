namespace Retrain.MSBuild.Models;

/// <summary>
/// The metadata of RetrainModel: every training flag of the tool in Pascal case, and metadata that only a build has. A test compares them
/// with the tool's flags, as MSBuild accepts unknown metadata in silence.
/// </summary>
internal static class TrainingMetadata
{
    /// <summary>Flags with a value; LearningRate is --learning_rate.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "Architecture", "BaselineGraph", "BaselineLabels", "BelievedError",
        "BottleneckDir", "BottleneckTensor", "ChannelOrder", "Crop", "CropPct", "Decisions",
        "DistortionVariants", "EvalStepInterval", "Filter", "FinalTensorName",
        "HowManyTrainingSteps",
        "InputMean", "InputSize", "InputStd", "InputTensor", "IntermediateOutputGraphsDir", "IntermediateStoreFrequency", "LearningRate",
        "MaxMegapixels", "MinimumTestAccuracy", "ModelDir", "RandomBrightness", "RandomCrop", "RandomScale", "Report", "Rescale", "Resize",
        "Seed", "SplitSalt",
        "SummariesDir", "TestBatchSize", "TestingPercentage", "Threads", "TrainBatchSize",
        "ValidationBatchSize", "ValidationPercentage",
    ];

    /// <summary>Flags without a value, which are true or false in a project.</summary>
    public static IReadOnlyList<string> Switches { get; } =
    [
        "FailIfWorse", "FlipLeftRight", "IgnoreOrientation", "ImportedBottlenecks", "NoCalibration", "PredefinedSplit",
        "PrintMisclassifiedTestImages", "Strict",
    ];

    /// <summary>Flags whose value is a file that the model is made from.</summary>
    public static IReadOnlyList<string> Files { get; } = ["BaselineGraph", "BaselineLabels", "Decisions"];

    /// <summary>The flag --choose, which a build does not have. MSBuild keeps the word for itself, in project files at least.</summary>
    public const string Choose = "Choose";

    /// <summary>Metadata that says where images come from and how the model gets into the app.</summary>
    public static IReadOnlyList<string> OfTheBuild { get; } = ["ImageDir", "Namespace", "ClassName", "Embed"];
}
