using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Tool.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Files;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Labels images with a trained graph, as retrain.py's companion label_image.py does.</summary>
internal sealed class LabelImageCommand() : ToolCommand("label_image", "Prints the labels of images, most probable first.")
{
    private readonly Argument<string[]> images = Flag.Images();
    private readonly Option<string[]> image = Flag.Several(
        "--image", "Images, folders of images, or patterns such as \"photos/**/*.jpg\" (several may follow).", "PATH");
    private readonly Option<string?> graph = TrainedGraphSearch.NewFlag("The trained graph, a .pb or .onnx file");
    private readonly Option<string?> labels = Flag.OptionalText(
        "--labels", "The labels of the graph [default: those that lie beside it].", "FILE");
    private readonly Option<string?> inputLayer = Flag.OptionalText(
        "--input_layer", "Tensor that takes normalised pixels [default: input, else the one that takes images].", "NAME");
    private readonly Option<string?> outputLayer = Flag.OptionalText(
        "--output_layer",
        "Tensor that has the probabilities [default: what the manifest says, else final_result, or the only output of an ONNX model].",
        "NAME");
    private readonly Option<int?> inputHeight = Flag.Optional(
        "--input_height", FlagTypes.Side, "Height of the network's images, in pixels [default: inferred from the graph, else 224].");
    private readonly Option<int?> inputWidth = Flag.Optional(
        "--input_width", FlagTypes.Side, "Width of the network's images, in pixels [default: inferred from the graph, else 224].");
    private readonly Option<GivenChannels?> inputMean = Flag.Optional(
        "--input_mean", FlagTypes.Mean,
        "Number to subtract from each pixel value in [0, 255] [default: inferred from the graph, else 128].");
    private readonly Option<GivenChannels?> inputStd = Flag.Optional(
        "--input_std", FlagTypes.Std, "Number to divide the difference by [default: inferred from the graph, else 128].");
    private readonly Option<ResizeRule?> resize = Flag.Optional(
        "--resize", FlagTypes.Resize, "Size to resize images to before the crop [default: what the graph says].");
    private readonly Option<ResizeFilter?> filter = Flag.Optional(
        "--filter", FlagTypes.Filter, "Filter to resize images with [default: what the graph says, else legacy].");
    private readonly Option<InputSize?> crop = Flag.Optional(
        "--crop", FlagTypes.Size, "Size of the centre crop that the graph takes, as --input_height and --input_width.");
    private readonly Option<double?> cropPct = Flag.Optional(
        "--crop_pct", FlagTypes.Share, "Share of the resized image's side that the crop leaves, instead of --resize.");
    private readonly Option<double?> rescale = Flag.Optional(
        "--rescale", FlagTypes.Rescale,
        "Factor of pixel values; --input_mean (else 0) and --input_std (else 1) are then those of the products.");
    private readonly Option<ChannelOrder?> channelOrder = Flag.Optional(
        "--channel_order", FlagTypes.ChannelOrder, "Order of the channels that the graph takes [default: what the graph says, else rgb].");
    private readonly Option<bool?> ignoreOrientation = IgnoreOrientationFlag();
    private readonly Option<int> topK = Flag.WithDefault("--top_k", FlagTypes.Integer(1), 5, "Number of labels to print for each image.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object for each image, on one line.");

    public override Argument Argument => images;

    public override IEnumerable<Option> Flags =>
        [image, graph, labels, inputLayer, outputLayer, inputHeight, inputWidth, inputMean, inputStd, resize, filter, crop,
            cropPct, rescale, channelOrder, ignoreOrientation, topK, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain label_image holiday.jpg",
        "dotnet retrain label_image --graph model/flowers.pb --labels model/flowers.txt --image photos/ \"more/*.png\"",
        "dotnet retrain label_image --image holiday.jpg --top_k 1 --json",
    ];

    /// <summary>The flag of commands that label images with a trained graph.</summary>
    public static Option<bool?> IgnoreOrientationFlag() => Flag.OptionalSwitch(
        "--ignore_orientation",
        "Take photos as they are stored instead of turning them as their EXIF orientation says [default: as in training].");

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        ImageClassifierOptions options = new()
        {
            InputTensor = line.GetValue(inputLayer),
            OutputTensor = line.GetValue(outputLayer),
            InputHeight = line.GetValue(inputHeight),
            InputWidth = line.GetValue(inputWidth),
            IgnoreOrientation = line.GetValue(ignoreOrientation),
            Changes = new PreprocessingChanges
            {
                Mean = line.GetValue(inputMean),
                Std = line.GetValue(inputStd),
                Resize = line.GetValue(resize),
                Filter = line.GetValue(filter),
                Crop = line.GetValue(crop) is InputSize size ? (size.HeightPixels, size.WidthPixels) : null,
                CropPct = line.GetValue(cropPct),
                Rescale = line.GetValue(rescale),
                Order = line.GetValue(channelOrder),
            },
        };
        string[] alone = line.GetValue(images) ?? [];
        IReadOnlyList<string> paths = ImagePaths.Expand(
            [.. alone, .. line.GetValue(image) ?? []], problems.Report, cancellationToken, alone.Length > 0 ? images.Name : image.Name);
        Terminal? terminal = line.GetValue(json) ? null : Terminal.Current;
        string graphPath = terminal is null ? TrainedGraphSearch.Find(line, graph) : TrainedGraphSearch.FindQuietly(line, graph);
        string labelsPath = LabelsSearch.For(graphPath, line, labels);
        using ImageClassifier classifier = ImageClassifier.Load(graphPath, labelsPath, options, problems.Report);
        LabelImageBars? bars = terminal is null ? null : new LabelImageBars(terminal, classifier.ConfidenceThreshold);
        bars?.Begin(graphPath, classifier.GraphDigest);
        new ImageLabelling(classifier, Show, problems.Report).Run(paths, cancellationToken);
        bars?.End();

        void Show(string path, IReadOnlyList<Prediction> predictions)
        {
            IReadOnlyList<Prediction> top = [.. predictions.Take(line.GetValue(topK))];
            if (line.GetValue(json))
            {
                LabelImageJson.Print(path, top);
            }
            else if (bars is not null)
            {
                bars.Draw(path, top);
            }
            else
            {
                LabelImageText.Print(paths.Count > 1 ? path : null, top);
            }
        }
    }
}
