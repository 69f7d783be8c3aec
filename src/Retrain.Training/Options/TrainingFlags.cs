using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Categories;
using Retrain.Training.Distortions;
using Retrain.Training.Evaluation;
using Retrain.Training.Files;
using Retrain.Training.Heads;
using Retrain.Training.Splits;

namespace Retrain.Training.Options;

/// <summary>
/// The flags of a training in the order of help texts: retrain.py's, with its names, defaults and meanings, and our own. The command line,
/// its help, the metadata of RetrainModel, the manifest and the report follow from this table.
/// </summary>
internal static class TrainingFlags
{
    // At 100 a quarter of the photo is left, at 100 of both flags a sixteenth. Beyond that, the subject is mostly cut off.
    private const int LargestMarginPercent = 100;
    private const int PixelsPerMegapixel = 1_000_000;

    // No more pixels can be decoded, whatever the limit.
    private const int LargestMegapixels = (int)(PixelBuffer.MaximumPixels / PixelsPerMegapixel);

    private static readonly OptionsPart<DataOptions> Data = new(options => options.Data, (options, part) => options with { Data = part });
    private static readonly OptionsPart<OutputOptions> Output =
        new(options => options.Output, (options, part) => options with { Output = part });
    private static readonly OptionsPart<BackboneOptions> Backbone =
        new(options => options.Backbone, (options, part) => options with { Backbone = part });
    private static readonly OptionsPart<BottleneckOptions> Bottlenecks =
        new(options => options.Bottlenecks, (options, part) => options with { Bottlenecks = part });
    private static readonly OptionsPart<SplitOptions> Split =
        new(options => options.Split, (options, part) => options with { Split = part });
    private static readonly OptionsPart<DistortionOptions> Distortions =
        new(options => options.Distortions, (options, part) => options with { Distortions = part });
    private static readonly OptionsPart<HeadOptions> Head = new(options => options.Head, (options, part) => options with { Head = part });
    private static readonly OptionsPart<TestOptions> Test = new(options => options.Test, (options, part) => options with { Test = part });
    private static readonly OptionsPart<RetrainOptions> Whole = new(options => options, (_, options) => options);

    public static IReadOnlyList<TrainingFlag> All { get; } =
    [
        Data.Flag("image_dir", FlagTypes.Text("DIR"),
            "Folder with a sub-folder of images for each category (required, unless a folder stands alone).",
            data => data.ImageDir, (data, folder) => data with { ImageDir = folder }) with { IsMetadata = false, IsOfImages = true },
        Output.Flag("output_graph", FlagTypes.Text("FILE"), "Where to save the trained graph; an .onnx backbone gives an .onnx file.",
            output => output.Graph, (output, path) => output with { Graph = path }) with { IsMetadata = false },
        Output.Flag("output_onnx", FlagTypes.Text("FILE"), "Where to save an ONNX model as well, which takes normalised pixels.",
            output => output.Onnx, (output, path) => output with { Onnx = path }) with { IsMetadata = false },
        Output.Flag("output_labels", FlagTypes.Text("FILE"), "Where to save the labels.",
            output => output.Labels, (output, path) => output with { Labels = path }) with { IsMetadata = false },
        Output.Flag("output_manifest", FlagTypes.Text("FILE"),
            "Where to save a description of the model and its accuracy [default: beside the graph].",
            _ => null, (output, path) => output with { Manifest = path }) with { IsMetadata = false },
        Output.Flag("report", FlagTypes.Text("FILE"),
            "Where to save an HTML report with data, curves and mistakes [default: nowhere].",
            output => output.Report, (output, path) => output with { Report = path }),
        Output.Flag("intermediate_output_graphs_dir", FlagTypes.Text("DIR"), "Folder for intermediate graphs.",
            output => output.IntermediateGraphsDir, (output, folder) => output with { IntermediateGraphsDir = folder }),
        Head.Flag("intermediate_store_frequency", FlagTypes.Integer(0),
            "Number of steps between two intermediate graphs; 0 for no such graphs.",
            head => head.IntermediateStoreFrequency, (head, steps) => head with { IntermediateStoreFrequency = steps }),
        Head.Flag("how_many_training_steps", FlagTypes.Integer(1), "Number of training steps.",
            head => head.HowManyTrainingSteps, (head, steps) => head with { HowManyTrainingSteps = steps })
            with { ManifestPlace = 1, ReportPlace = 7 },
        Head.Flag("learning_rate", FlagTypes.PositiveNumber, "Learning rate, the size of a training step.",
            head => head.LearningRate, (head, rate) => head with { LearningRate = rate }) with { ManifestPlace = 2, ReportPlace = 8 },
        Split.Flag("testing_percentage", FlagTypes.Integer(0, 100), "Percentage of the images to test with.",
            split => split.Percentages.TestingPercent,
            (split, percent) => split with { Percentages = split.Percentages with { TestingPercent = percent } })
            with { ManifestPlace = 3, ReportPlace = 12, IsOfImages = true },
        Split.Flag("validation_percentage", FlagTypes.Integer(0, 100), "Percentage of the images to validate with.",
            split => split.Percentages.ValidationPercent,
            (split, percent) => split with { Percentages = split.Percentages with { ValidationPercent = percent } })
            with { ManifestPlace = 4, ReportPlace = 13, IsOfImages = true },
        Data.Flag("predefined_split", FlagTypes.Switch,
            "Use the folders train, val and test in --image_dir, each with a sub-folder for each category, as the split.",
            data => data.PredefinedSplit, (data, isOn) => data with { PredefinedSplit = isOn })
            with { ManifestPlace = 18, ReportPlace = 27, IsOfImages = true },
        Data.Flag("decisions", FlagTypes.Text("FILE"),
            "File of decisions that a report saved: photos that are left out, or get another label.",
            data => data.Decisions, (data, path) => data with { Decisions = path })
            with { ReportPlace = 36, ReportValue = options => Path.GetFileName(options.Data.Decisions), IsOfImages = true },
        Head.Flag("eval_step_interval", FlagTypes.Integer(1), "Number of steps between two evaluations.",
            head => head.EvalStepInterval, (head, steps) => head with { EvalStepInterval = steps })
            with { ManifestPlace = 5, ReportPlace = 14 },
        Head.Flag("train_batch_size", FlagTypes.BatchSize, "Number of images in a training step; -1 for all.",
            head => head.TrainBatchSize, (head, size) => head with { TrainBatchSize = size }) with { ManifestPlace = 6, ReportPlace = 9 },
        Test.Flag("test_batch_size", FlagTypes.BatchSize, "Number of images in the final test, drawn without replacement; -1 for all.",
            test => test.BatchSize, (test, size) => test with { BatchSize = size }) with { ManifestPlace = 7, ReportPlace = 11 },
        Head.Flag("validation_batch_size", FlagTypes.BatchSize, "Number of images in an evaluation; -1 for all.",
            head => head.ValidationBatchSize, (head, size) => head with { ValidationBatchSize = size })
            with { ManifestPlace = 8, ReportPlace = 10 },
        Test.Flag("print_misclassified_test_images", FlagTypes.Switch, "List the test images that got a wrong label.",
            test => test.PrintMisclassifiedImages, (test, isOn) => test with { PrintMisclassifiedImages = isOn }),
        Head.Flag("no_calibration", FlagTypes.Switch,
            "Do not calibrate the probabilities: as in retrain.py, they may be too high or too low.",
            head => !head.Calibrates, (head, isOn) => head with { Calibrates = !isOn }) with { ManifestPlace = 10, ReportPlace = 15 },
        Head.Flag("believed_error", FlagTypes.ErrorPercentage,
            "Largest percentage of the labels that the model is confident of that may be wrong.",
            head => head.BelievedErrorPercent, (head, percent) => head with { BelievedErrorPercent = percent })
            with { ManifestPlace = 19, ReportPlace = 35 },
        Bottlenecks.Flag("bottleneck_dir", FlagTypes.Text("DIR"), "Folder of the bottleneck cache [default: the user's cache].",
            bottlenecks => bottlenecks.BottleneckDir, (bottlenecks, folder) => bottlenecks with { BottleneckDir = folder })
            with { IsOfImages = true },
        Bottlenecks.Flag("shared_cache", FlagTypes.TextOrNone("URL"),
            "Cache that people and machines share: a folder, an address of file, http, https or s3, or none [default: RETRAIN_CACHE_URL].",
            bottlenecks => bottlenecks.SharedCache.Address,
            (bottlenecks, address) => bottlenecks with { SharedCache = bottlenecks.SharedCache with { Address = address } })
            with { IsMetadata = false, IsOfImages = true },
        Bottlenecks.Flag("shared_cache_read_only", FlagTypes.Switch, "Write nothing to the shared cache.",
            bottlenecks => bottlenecks.SharedCache.IsReadOnly,
            (bottlenecks, isOn) => bottlenecks with { SharedCache = bottlenecks.SharedCache with { IsReadOnly = isOn } })
            with { IsMetadata = false, IsOfImages = true },
        Bottlenecks.Flag("imported_bottlenecks", FlagTypes.Switch,
            "Use retrain.py's bottlenecks, which `dotnet retrain cache import` stored, for the photos that have one.",
            bottlenecks => bottlenecks.UsesImported, (bottlenecks, isOn) => bottlenecks with { UsesImported = isOn })
            with { ReportPlace = 41, IsOfImages = true },
        Output.Flag("final_tensor_name", FlagTypes.Text("NAME"), "Name of the tensor of probabilities in the trained graph.",
            output => output.FinalTensorName, (output, name) => output with { FinalTensorName = name })
            with { ManifestPlace = 9, ReportPlace = 23 },
        Backbone.Flag("architecture", FlagTypes.Text("NAME"),
            "Backbone: a name that `dotnet retrain backbones` lists, the path of a .pb or .onnx file, the folder of a published encoder, "
            + "or hf:OWNER/NAME[@REVISION][:FILE] on a Hugging Face hub.",
            backbone => backbone.Architecture, (backbone, name) => backbone with { Architecture = name })
            with { ReportPlace = 1, ReportValue = options => BackboneFile.ShownName(options.Backbone.Architecture), IsOfImages = true },
        Backbone.Flag("choose", FlagTypes.Switch,
            "Cross-validate the backbones that --architecture names, with commas between, and train on the best one.",
            backbone => backbone.Chooses, (backbone, isOn) => backbone with { Chooses = isOn }) with { IsMetadata = false },
        Backbone.Flag("model_dir", FlagTypes.Text("DIR"),
            "Folder of the backbones that are not built in; a missing one is downloaded into it.",
            backbone => backbone.ModelDir, (backbone, folder) => backbone with { ModelDir = folder }) with { IsOfImages = true },
        Backbone.Flag("input_tensor", FlagTypes.Text("NAME"),
            "Tensor of the backbone that takes normalised pixels [default: inferred from its file].",
            backbone => backbone.InputTensor, (backbone, name) => backbone with { InputTensor = name })
            with { ReportPlace = 2, IsOfImages = true },
        Backbone.Flag("bottleneck_tensor", FlagTypes.Text("NAME"),
            "Tensor that the new layer reads [default: the one that the file's last layer reads, else the encoder's output].",
            backbone => backbone.BottleneckTensor, (backbone, name) => backbone with { BottleneckTensor = name })
            with { ReportPlace = 3, IsOfImages = true },
        Backbone.Flag("input_size", FlagTypes.Size, "Size of the backbone's images, in pixels [default: inferred from its file].",
            backbone => backbone.InputSize, (backbone, size) => backbone with { InputSize = size })
            with { ReportPlace = 4, IsOfImages = true },
        .. PreprocessingFlags.Of(Backbone),
        Distortions.Flag("flip_left_right", FlagTypes.Switch, "Also train on mirrored images.",
            distortions => distortions.FlipLeftRight, (distortions, isOn) => distortions with { FlipLeftRight = isOn })
            with { ManifestPlace = 11, ReportPlace = 16 },
        Distortions.Flag("random_crop", FlagTypes.Integer(0, LargestMarginPercent),
            "Percentage of margin to crop off the training images at random.",
            distortions => distortions.RandomCropPercent, (distortions, percent) => distortions with { RandomCropPercent = percent })
            with { ManifestPlace = 12, ReportPlace = 17 },
        Distortions.Flag("random_scale", FlagTypes.Integer(0, LargestMarginPercent),
            "Percentage to scale up the training images by at random.",
            distortions => distortions.RandomScalePercent, (distortions, percent) => distortions with { RandomScalePercent = percent })
            with { ManifestPlace = 13, ReportPlace = 18 },
        Distortions.Flag("random_brightness", FlagTypes.Integer(0, 100),
            "Percentage to brighten or darken the training images by at random.",
            distortions => distortions.RandomBrightnessPercent,
            (distortions, percent) => distortions with { RandomBrightnessPercent = percent })
            with { ManifestPlace = 14, ReportPlace = 19 },
        Distortions.Flag("distortion_variants", FlagTypes.Integer(1, 1000), "Number of distorted variants of each training image.",
            distortions => distortions.Variants, (distortions, count) => distortions with { Variants = count })
            with
            {
                ManifestPlace = 15,
                ManifestValue = options => options.Distortions.AnyDistortion ? options.Distortions.Variants : 0,
                ReportPlace = 20,
            },
        Whole.Flag("seed", FlagTypes.LongInteger, "Seed of the initial weights, batches and distortions.",
            options => options.Seed, (options, seed) => options with { Seed = seed })
            with { ManifestPlace = 16, ReportPlace = 21, IsOfImages = true },
        Split.Flag("split_salt", FlagTypes.TextOrNone("TEXT"), "Text that changes the split of the images, to repeat an experiment.",
            split => split.Salt, (split, salt) => split with { Salt = salt })
            with { ManifestPlace = 17, ReportPlace = 22, IsOfImages = true },
        Test.Flag("minimum_test_accuracy", FlagTypes.Percentage,
            "Lowest acceptable test accuracy, in percent; below it, no model is written and the exit code is 3.",
            test => test.MinimumAccuracyPercent, (test, percent) => test with { MinimumAccuracyPercent = percent })
            with { ReportPlace = 24 },
        Test.Flag("baseline_graph", FlagTypes.Text("FILE"), "Another trained graph to compare with on the test images.",
            test => test.BaselineGraph, (test, path) => test with { BaselineGraph = path })
            with { ReportPlace = 37, ReportValue = options => Path.GetFileName(options.Test.BaselineGraph) },
        Test.Flag("baseline_labels", FlagTypes.Text("FILE"), "The labels of the other graph [default: those that lie beside it].",
            test => test.BaselineLabels, (test, path) => test with { BaselineLabels = path })
            with { ReportPlace = 38, ReportValue = options => Path.GetFileName(options.Test.BaselineLabels) },
        Test.Flag("fail_if_worse", FlagTypes.Switch,
            "Write no model that is significantly worse than the baseline; the exit code is then 3.",
            test => test.FailIfWorse, (test, isOn) => test with { FailIfWorse = isOn }) with { ReportPlace = 39 },
        Bottlenecks.Flag("threads", FlagTypes.Integer(1, 1024), "Number of images to work on at once.",
            bottlenecks => bottlenecks.Threads, (bottlenecks, count) => bottlenecks with { Threads = count }) with { IsOfImages = true },
        Bottlenecks.Flag("max_megapixels", FlagTypes.Integer(1, LargestMegapixels),
            "Largest size of an image in megapixels; larger ones are refused.",
            bottlenecks => bottlenecks.MaximumPixels / PixelsPerMegapixel,
            (bottlenecks, count) => bottlenecks with { MaximumPixels = (long)count * PixelsPerMegapixel })
            with { ReportPlace = 25, IsOfImages = true },
        Data.Flag("strict", FlagTypes.Switch, "Fail if an image or a folder cannot be read.",
            data => data.Strict, (data, isOn) => data with { Strict = isOn }) with { ReportPlace = 26 },
        Output.Flag("summaries_dir", FlagTypes.TextOrNone("DIR"), "Folder for TensorBoard event files; \"\" for none.",
            output => output.SummariesDir, (output, folder) => output with { SummariesDir = folder.Length > 0 ? folder : null }),
    ];
}
