using System.Text;

namespace Retrain.MSBuild.Models;

/// <summary>
/// The metadata of RetrainModel: every training flag of the tool in Pascal case, and what only a build knows. A test compares them with
/// the tool's flags, as MSBuild keeps silent about a name that nobody reads.
/// </summary>
internal static class TrainingMetadata
{
    /// <summary>Flags with a value: LearningRate is --learning_rate.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "Architecture", "BottleneckDir", "BottleneckTensor", "DistortionVariants", "EvalStepInterval", "FinalTensorName", "HowManyTrainingSteps",
        "InputMean", "InputSize", "InputStd", "InputTensor", "IntermediateOutputGraphsDir", "IntermediateStoreFrequency", "LearningRate",
        "MaxMegapixels", "MinimumTestAccuracy", "ModelDir", "RandomBrightness", "RandomCrop", "RandomScale", "Report", "Seed", "SplitSalt",
        "SummariesDir", "TestBatchSize", "TestingPercentage", "Threads", "TrainBatchSize",
        "ValidationBatchSize", "ValidationPercentage",
    ];

    /// <summary>Flags that are there or not: true or false.</summary>
    public static IReadOnlyList<string> Switches { get; } = ["FlipLeftRight", "NoCalibration", "PrintMisclassifiedTestImages", "Strict"];

    /// <summary>What decides where images come from and how the model gets into the app.</summary>
    public static IReadOnlyList<string> OfTheBuild { get; } = ["ImageDir", "Namespace", "ClassName", "Embed"];

    /// <summary>LearningRate is --learning_rate.</summary>
    public static string FlagOf(string metadata)
    {
        StringBuilder flag = new("--");
        foreach (char character in metadata)
        {
            if (char.IsUpper(character) && flag.Length > 2)
            {
                flag.Append('_');
            }

            flag.Append(char.ToLowerInvariant(character));
        }

        return flag.ToString();
    }
}
