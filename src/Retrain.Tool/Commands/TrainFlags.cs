using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Display;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.Distortions;
using Retrain.Training.Options;
using Retrain.Training.Splits;

namespace Retrain.Tool.Commands;

/// <summary>retrain.py's flags, with its names, defaults and meanings, and ours.</summary>
internal sealed class TrainFlags
{
    // At 100 a quarter of the photo is left, at 100 of both flags a sixteenth: beyond, what the label names is mostly cut off.
    private const int LargestMarginPercent = 100;

    private static readonly RetrainOptions Defaults = new() { Data = new() { ImageDir = "" } };

    private readonly Option<string?> imageDir = Flag.OptionalText(
        "--image_dir", "Folder whose sub-folders are the categories (required).", "DIR");
    private readonly Option<string> outputGraph = Flag.Text(
        "--output_graph", Defaults.Output.Graph, "Where to save the trained graph; .onnx of an .onnx backbone.", "FILE");
    private readonly Option<string?> outputOnnx = Flag.OptionalText(
        "--output_onnx", "Where to save it as an ONNX model too, from normalised pixels on.", "FILE");
    private readonly Option<string> outputLabels = Flag.Text("--output_labels", Defaults.Output.Labels, "Where to save its labels.", "FILE");
    private readonly Option<string?> outputManifest = Flag.OptionalText(
        "--output_manifest", "Where to save what was trained and how well [default: manifest.json beside the graph].", "FILE");
    private readonly Option<string?> report = Flag.OptionalText(
        "--report", "Where to save a page (HTML) that shows data, curves and mistakes [default: nowhere].", "FILE");
    private readonly Option<string> intermediateDir = Flag.Text(
        "--intermediate_output_graphs_dir", Defaults.Output.IntermediateGraphsDir, "Where to save intermediate graphs.", "DIR");
    private readonly Option<int> intermediateFrequency = Flag.Integer(
        "--intermediate_store_frequency", 0, "Steps from one intermediate graph to the next; 0 for none.", 0);
    private readonly Option<int> steps = Flag.Integer("--how_many_training_steps", Defaults.Head.HowManyTrainingSteps, "Training steps.", 1);
    private readonly Option<float> learningRate = Flag.Number(
        "--learning_rate", Defaults.Head.LearningRate, "Size of a training step.", float.Epsilon, float.MaxValue, "a number above 0");
    private readonly Option<int> testingPercentage = Flag.Integer(
        "--testing_percentage", Defaults.Split.Percentages.TestingPercent, "Percentage of images to test with.", 0, 100);
    private readonly Option<int> validationPercentage = Flag.Integer(
        "--validation_percentage", Defaults.Split.Percentages.ValidationPercent, "Percentage of images to validate with.", 0, 100);
    private readonly Option<int> evalStepInterval = Flag.Integer(
        "--eval_step_interval", Defaults.Head.EvalStepInterval, "Steps from one evaluation to the next.", 1);
    private readonly Option<int> trainBatchSize = Flag.BatchSize(
        "--train_batch_size", Defaults.Head.TrainBatchSize, "Images per step; -1 for all.");
    private readonly Option<int> testBatchSize = Flag.BatchSize(
        "--test_batch_size", Defaults.Test.BatchSize, "Images of the final test, drawn without replacement; -1 for all.");
    private readonly Option<int> validationBatchSize = Flag.BatchSize(
        "--validation_batch_size", Defaults.Head.ValidationBatchSize, "Images per evaluation; -1 for all.");
    private readonly Option<bool> printMisclassified = Flag.Switch(
        "--print_misclassified_test_images", "Name the test images that got a wrong label.");
    private readonly Option<bool> noCalibration = Flag.Switch(
        "--no_calibration", "Leave probabilities as retrain.py's are, surer or less sure than they are right.");
    private readonly Option<string?> bottleneckDir = Flag.OptionalText(
        "--bottleneck_dir", "Folder of the bottleneck cache [default: the user's cache].", "DIR");
    private readonly Option<string> finalTensorName = Flag.Text(
        "--final_tensor_name", Defaults.Output.FinalTensorName, "Name of the probabilities in the trained graph.", "NAME");
    private readonly Option<string> architecture = Flag.Text(
        "--architecture", Defaults.Backbone.Architecture, "Backbone; `dotnet retrain backbones` lists them. Or the path of a .pb or .onnx file.", "NAME");
    private readonly Option<string?> inputTensor = Flag.OptionalText(
        "--input_tensor", "Where normalised pixels enter a backbone's file [default: told from it].", "NAME");
    private readonly Option<string?> bottleneckTensor = Flag.OptionalText(
        "--bottleneck_tensor", "What the new layer reads [default: what the file's last layer reads].", "NAME");
    private readonly Option<InputSize?> inputSize = Flag.OptionalSize("--input_size", "Of the images it takes, in pixels [default: told from it].");
    private readonly Option<float?> inputMean = Flag.Mean(
        "--input_mean", "Subtracted from each value in [0, 255] [default: told from it, else 127.5].");
    private readonly Option<float?> inputStd = Flag.Std(
        "--input_std", "The difference is divided by it [default: told from it, else 127.5].");
    private readonly Option<bool> flipLeftRight = Flag.Switch("--flip_left_right", "Also train on mirrored images.");
    private readonly Option<int> randomCrop = Flag.Integer(
        "--random_crop", 0, "Percentage of margin to crop training images by at random.", 0, LargestMarginPercent);
    private readonly Option<int> randomScale = Flag.Integer(
        "--random_scale", 0, "Percentage to scale training images up by at random.", 0, LargestMarginPercent);
    private readonly Option<int> randomBrightness = Flag.Integer(
        "--random_brightness", 0, "Percentage to brighten or darken training images by at random.", 0, 100);
    private readonly Option<int> variants = Flag.Integer(
        "--distortion_variants", Defaults.Distortions.Variants, "Distorted variants per training image.", 1, 1000);
    private readonly Option<long> seed = Flag.Seed("--seed", Defaults.Seed, "Determines weights, batches and distortions.");
    private readonly Option<string> splitSalt = Flag.Text(
        "--split_salt", "", "Another text gives another split, for a repeated experiment.", "TEXT");
    private readonly Option<float?> minimumTestAccuracy = Flag.OptionalNumber(
        "--minimum_test_accuracy", "In percent; below it nothing is written and the exit code is 3.", 0, 100, "a number from 0 to 100");
    private readonly Option<int> threads = Flag.Integer("--threads", Defaults.Bottlenecks.Threads, "Images worked on at once.", 1, 1024);
    private readonly Option<int> maxMegapixels = Flag.Integer("--max_megapixels", 100, "Larger images are refused.", 1, 2000);
    private readonly Option<string> modelDir = Flag.Text(
        "--model_dir", Defaults.Backbone.ModelDir, "Folder of the backbones that are not built in; a missing one is downloaded to it.", "DIR");
    private readonly Option<string> summariesDir = Flag.TextOrNone(
        "--summaries_dir", InTemp("retrain_logs"), "Where to save event files for TensorBoard; \"\" for nowhere.", "DIR");
    private readonly Option<string> verbosity = Flag.Choice(
        "--verbosity", "normal", "quiet (problems and the final accuracy), normal or detailed.", "LEVEL", "quiet", "normal", "detailed");
    private readonly Option<bool> json = Flag.Switch("--json", "Print one JSON object per event and line.");
    private readonly Option<bool> strict = Flag.Switch("--strict", "Fail when an image or a folder cannot be read.");

    public IEnumerable<Option> All =>
    [
        imageDir, outputGraph, outputOnnx, outputLabels, outputManifest, report, intermediateDir, intermediateFrequency, steps, learningRate,
        testingPercentage,
        validationPercentage, evalStepInterval, trainBatchSize, testBatchSize, validationBatchSize, printMisclassified, noCalibration, bottleneckDir,
        finalTensorName, architecture, inputTensor, bottleneckTensor, inputSize, inputMean, inputStd, flipLeftRight, randomCrop, randomScale,
        randomBrightness, variants, seed, splitSalt,
        minimumTestAccuracy, threads, maxMegapixels, strict, verbosity, json, modelDir, summariesDir,
    ];

    /// <summary>Those that say which images to read, and how: a check has them too.</summary>
    public IEnumerable<Option> OfImages =>
    [
        imageDir, testingPercentage, validationPercentage, bottleneckDir, architecture, modelDir, inputTensor, bottleneckTensor, inputSize,
        inputMean, inputStd, seed, splitSalt, threads, maxMegapixels, json,
    ];

    /// <summary>How much the run says.</summary>
    public Verbosity Verbosity(ParseResult result) => Enum.Parse<Verbosity>(result.GetRequiredValue(verbosity), ignoreCase: true);

    /// <summary>Whether it says it in JSON.</summary>
    public bool Json(ParseResult result) => result.GetValue(json);

    /// <param name="result">The command line.</param>
    /// <param name="project">Stands for the image folder where a project says what to train on.</param>
    /// <exception cref="RetrainException">RT4004 or RT4005: flags that do not go together.</exception>
    public RetrainOptions Read(ParseResult result, string? project)
    {
        RetrainOptions images = ReadImages(result, project);
        return images with
        {
            Data = images.Data with { Strict = result.GetValue(strict) },
            Output = new()
            {
                Graph = OutputGraph(result),
                Onnx = result.GetValue(outputOnnx),
                Labels = result.GetRequiredValue(outputLabels),
                Manifest = result.GetValue(outputManifest),
                Report = result.GetValue(report),
                IntermediateGraphsDir = result.GetRequiredValue(intermediateDir),
                SummariesDir = SummariesDir(result, isBuild: project is not null),
                FinalTensorName = result.GetRequiredValue(finalTensorName),
            },
            Distortions = new DistortionOptions(
                result.GetValue(flipLeftRight), result.GetValue(randomCrop), result.GetValue(randomScale),
                result.GetValue(randomBrightness), result.GetValue(variants)),
            Head = new()
            {
                HowManyTrainingSteps = result.GetValue(steps),
                LearningRate = result.GetValue(learningRate),
                TrainBatchSize = result.GetValue(trainBatchSize),
                ValidationBatchSize = result.GetValue(validationBatchSize),
                EvalStepInterval = result.GetValue(evalStepInterval),
                IntermediateStoreFrequency = result.GetValue(intermediateFrequency),
                Calibrates = !result.GetValue(noCalibration),
            },
            Test = new()
            {
                BatchSize = result.GetValue(testBatchSize),
                MinimumAccuracyPercent = result.GetValue(minimumTestAccuracy),
                PrintMisclassifiedImages = result.GetValue(printMisclassified),
            },
        };
    }

    /// <summary>Reads <see cref="OfImages"/>; all else has its default.</summary>
    /// <inheritdoc cref="Read"/>
    public RetrainOptions ReadImages(ParseResult result, string? project = null)
    {
        int testing = result.GetValue(testingPercentage);
        int validation = result.GetValue(validationPercentage);
        if (testing + validation >= 100)
        {
            throw new RetrainException(OptionDiagnostics.PercentagesTooLarge(testing, validation));
        }

        string folder = (project ?? result.GetValue(imageDir)) is { Length: > 0 } given
            ? given
            : throw new RetrainException(OptionDiagnostics.MissingFlag(imageDir.Name, "name the folder whose sub-folders are the categories"));
        return new()
        {
            Data = new() { ImageDir = folder },
            Split = new() { Percentages = new SplitPercentages(testing, validation), Salt = result.GetRequiredValue(splitSalt) },
            Bottlenecks = new()
            {
                BottleneckDir = result.GetValue(bottleneckDir),
                Threads = result.GetValue(threads),
                MaximumPixels = result.GetValue(maxMegapixels) * 1_000_000L,
            },
            Backbone = new()
            {
                Architecture = result.GetRequiredValue(architecture),
                ModelDir = result.GetRequiredValue(modelDir),
                InputTensor = result.GetValue(inputTensor),
                BottleneckTensor = result.GetValue(bottleneckTensor),
                InputSize = result.GetValue(inputSize),
                InputMean = result.GetValue(inputMean),
                InputStd = result.GetValue(inputStd),
            },
            Seed = result.GetValue(seed),
        };
    }

    // A build writes nothing that its project does not ask for.
    private string? SummariesDir(ParseResult result, bool isBuild)
    {
        bool isGiven = result.GetResult(summariesDir) is { Implicit: false };
        return (isGiven || !isBuild) && result.GetRequiredValue(summariesDir) is { Length: > 0 } folder ? folder : null;
    }

    // A trained graph has its backbone's format, and its name says so where nobody gives it another.
    private string OutputGraph(ParseResult result)
    {
        bool isGiven = result.GetResult(outputGraph) is { Implicit: false };
        return !isGiven && BackboneFile.IsOnnx(result.GetRequiredValue(architecture))
            ? InTemp("output_graph.onnx")
            : result.GetRequiredValue(outputGraph);
    }

    // As in the tutorial, where it is /tmp.
    internal static string InTemp(string name) => Path.Combine(Path.GetTempPath(), name);
}
