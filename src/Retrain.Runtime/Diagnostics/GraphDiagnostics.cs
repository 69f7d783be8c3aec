namespace Retrain.Runtime.Diagnostics;

/// <summary>RT2xxx: graphs. Retrain.Training has those of backbones.</summary>
internal static class GraphDiagnostics
{
    /// <summary>A native library is missing or cannot be loaded.</summary>
    public const string NativeLibraryMissingCode = "RT2025";

    /// <summary>The systems for which ONNX Runtime and SkiaSharp have native libraries, as a list in a sentence.</summary>
    public const string SystemsWithLibraries = "linux-x64, linux-arm64, win-x64, win-arm64 and osx-arm64";

    /// <summary>The reason of <see cref="TooMuchMemory"/> where nothing bounds a tensor before the network runs.</summary>
    public const string SizeOfValues = "gives a tensor whose size depends on the values of the image";

    /// <summary>RT2001: the file is neither a frozen GraphDef nor an ONNX model.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="reason">The kind of file that it looks like instead.</param>
    /// <param name="isOnnx">Whether it is meant to be an ONNX model, as one named .onnx always is.</param>
    public static Diagnostic NotAGraph(string? origin, string reason, bool isOnnx = false) =>
        new(Severity.Error, "RT2001", origin, isOnnx || origin?.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) is true
            ? $"{reason}; copy or export the model again, or pass another ONNX model (.onnx)."
            : $"{reason}; pass a frozen TensorFlow graph (.pb), such as freeze_graph.py or retrain.py writes.");

    /// <summary>RT2002: the file cannot be read at all.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="reason">The cause, for instance "the file does not exist".</param>
    public static Diagnostic UnreadableGraph(string? origin, string reason) =>
        new(Severity.Error, "RT2002", origin, $"the graph cannot be read: {reason}; check the path and its permissions.");

    /// <summary>RT2003: the graph has no tensor of that name.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="tensor">The name asked for.</param>
    /// <param name="nearest">Similar names that the graph has.</param>
    public static Diagnostic UnknownTensor(string? origin, string tensor, IReadOnlyList<string> nearest) =>
        new(Severity.Error, "RT2003", origin,
            $"the graph has no tensor '{tensor}'; "
            + $"{(nearest.Count is 0 ? "find its name with 'dotnet retrain inspect'." : $"did you mean {OneOf(nearest)}?")}");

    /// <summary>RT2004: a node's name is empty, has characters TensorFlow does not allow, or is used twice.</summary>
    public static Diagnostic BadNodeName(string? origin, string node, string reason) =>
        new(Severity.Error, "RT2004", origin, $"node '{node}' {reason}; freeze the graph again, as TensorFlow rejects it too.");

    /// <summary>RT2005: a node reads a tensor that does not exist.</summary>
    public static Diagnostic BadEdge(string? origin, string node, string input, string reason) =>
        new(Severity.Error, "RT2005", origin,
            $"node '{node}' reads '{input}', {reason}; freeze the graph again, and name every output that you need.");

    /// <summary>RT2006: some nodes wait for each other.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="nodes">The nodes on the cycle or after it.</param>
    public static Diagnostic Cycle(string? origin, IReadOnlyList<string> nodes) =>
        new(Severity.Error, "RT2006", origin,
            $"the graph has a cycle (at {string.Join(", ", nodes.Take(3).Select(node => $"'{node}'"))}); export it for inference, "
            + "without loops.");

    /// <summary>RT2007: the converter does not know an op.</summary>
    public static Diagnostic UnsupportedOp(string? origin, string node, string op) =>
        new(Severity.Error, "RT2007", origin,
            $"node '{node}' is a {op}, an op that is not supported; choose an output tensor before it or an input tensor after it, "
            + "freeze variables into constants and remove training ops (optimize_for_inference.py), or use another backbone.");

    /// <summary>RT2008: an attribute is missing, or its type or value is not supported.</summary>
    public static Diagnostic BadAttribute(string? origin, string node, string op, string attribute, string reason) =>
        new(Severity.Error, "RT2008", origin,
            $"attribute '{attribute}' of {op} node '{node}' {reason}; export the graph with a supported value.");

    /// <summary>RT2009: the number, types or shapes of a node's inputs do not fit its op.</summary>
    public static Diagnostic BadInputs(string? origin, string node, string op, string reason) =>
        new(Severity.Error, "RT2009", origin, $"{op} node '{node}' {reason}; check the graph, and the input size if you gave one.");

    /// <summary>RT2010: a constant contradicts itself or is too large.</summary>
    public static Diagnostic BadConstant(string? origin, string node, string reason) =>
        new(Severity.Error, "RT2010", origin,
            $"constant '{node}' {reason}; the file is damaged or was written incorrectly; freeze the graph again.");

    /// <summary>RT2011: the graph was written for a later TensorFlow.</summary>
    public static Diagnostic TooNew(string? origin, int minimumConsumer, int supported) =>
        new(Severity.Error, "RT2011", origin,
            $"the graph requires GraphDef version {minimumConsumer}, but the latest version that is supported is {supported}; "
            + "update dotnet-retrain or export the graph with an earlier TensorFlow.");

    /// <summary>RT2012: the output depends on a placeholder that is not fed.</summary>
    public static Diagnostic PlaceholderNotFed(string? origin, string placeholder, string output) =>
        new(Severity.Error, "RT2012", origin,
            $"'{output}' depends on the placeholder '{placeholder}', which is not the input; pass '{placeholder}' as the input tensor.");

    /// <summary>RT2013: ONNX Runtime refused or failed to run the converted graph.</summary>
    public static Diagnostic RuntimeFailed(string? origin, string tensor, string reason) =>
        new(Severity.Error, "RT2013", origin,
            $"the network up to '{tensor}' does not run: {reason}; check the input tensor and size, or report the graph.");

    /// <summary>RT2014: a size is unknown that is needed before images can be fed.</summary>
    public static Diagnostic UnknownSize(string? origin, string tensor, string shape) =>
        new(Severity.Error, "RT2014", origin,
            $"the graph does not say the size of '{tensor}' ({shape}); "
            + "give the size of its images with --input_size, or with --input_height and --input_width.");

    /// <summary>RT2015: an input or output is not a float32 tensor, nor an input of bytes.</summary>
    public static Diagnostic NotFloat(string? origin, string tensor, string type) =>
        new(Severity.Error, "RT2015", origin,
            $"'{tensor}' holds {type} values, neither float32 nor, as an input, bytes (uint8); "
            + "choose the tensor of pixels, after the image is decoded.");

    /// <summary>RT2086: a normalisation is given for a network that takes grey levels as bytes.</summary>
    public static Diagnostic NormalizedBytes(string? origin, string tensor, string mean, string std) =>
        new(Severity.Error, "RT2086", origin,
            $"'{tensor}' takes grey levels as bytes, but (value - {mean}) / {std} gives others than bytes; "
            + "pass --input_mean 0 and --input_std 1, or choose a network that takes floats.");

    /// <summary>RT2016: the labels file cannot be read.</summary>
    public static Diagnostic UnreadableLabels(string origin, string reason) =>
        new(Severity.Error, "RT2016", origin, $"the labels cannot be read: {reason}; check the path and its permissions.");

    /// <summary>RT2017: the labels belong to another graph.</summary>
    /// <param name="labelsFile">The labels.</param>
    /// <param name="reason">The evidence, for instance "the file has 3 labels, but the graph computes 2 probabilities".</param>
    public static Diagnostic LabelsOfAnotherGraph(string? labelsFile, string reason) =>
        new(Severity.Error, "RT2017", labelsFile, $"{reason}; pass the labels file that was written with the graph.");

    /// <summary>RT2018: an assembly has no model of that name embedded.</summary>
    /// <param name="assembly">The name of the assembly.</param>
    /// <param name="resource">The resource that is missing.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="resources">The resources that it has.</param>
    public static Diagnostic ResourceMissing(string? assembly, string resource, string model, IReadOnlyList<string> resources) =>
        new(Severity.Error, "RT2018", null,
            $"the assembly '{assembly}' has no resource '{resource}' "
            + $"(it has {(resources.Count is 0 ? "none" : string.Join(", ", resources.Select(name => $"'{name}'")))}); "
            + $"add <RetrainModel Include=\"{model}\" /> and the package Retrain.MSBuild to its project, "
            + "or pass the assembly and the name of a model that is embedded.");

    /// <summary>RT2019: a manifest cannot be understood.</summary>
    /// <param name="origin">The manifest.</param>
    /// <param name="reason">The cause, for instance "is not a JSON object".</param>
    public static Diagnostic DamagedManifest(string origin, string reason) =>
        new(Severity.Error, "RT2019", origin,
            $"the model's manifest {reason}; rebuild the project that trains the model, with the package Retrain.MSBuild.");

    /// <summary>RT2020: this version does not read the format of a model.</summary>
    /// <param name="origin">The manifest.</param>
    /// <param name="formatVersion">The version of the model's format.</param>
    /// <param name="engineVersion">The version that trained it, where the manifest says.</param>
    /// <param name="formatsRead">The range that is read, for instance "from 1.0.0 to below 2.0.0".</param>
    /// <param name="advice">The package to update.</param>
    public static Diagnostic UnknownFormat(string origin, string formatVersion, string? engineVersion, string formatsRead, string advice) =>
        new(Severity.Error, "RT2020", origin,
            $"the model has format {formatVersion}{(engineVersion is null ? "" : $", written by version {engineVersion}")}, "
            + $"but this Retrain.Runtime reads formats {formatsRead}; {advice}.");

    /// <summary>RT2021: a probability is infinite or not a number, be it because of the weights or the normalisation.</summary>
    public static Diagnostic NotNumbers(string? graphFile, string? image) =>
        new(Severity.Error, "RT2021", graphFile,
            $"the graph computes values that are not numbers for {(image is null ? "an image" : $"'{image}'")}; "
            + "check --input_mean and --input_std, or train the graph again.");

    /// <summary>RT2088: an app wants embeddings of a network whose bottleneck cannot be told.</summary>
    public static Diagnostic UnknownBottleneck(string? origin, string outputTensor) =>
        new(Severity.Error, "RT2088", origin,
            $"the bottleneck cannot be told, as '{outputTensor}' is not a softmax of one layer that is connected to all of its inputs; "
            + "name the tensor (ImageClassifierOptions.BottleneckTensor), of which `dotnet retrain inspect` proposes one.");

    /// <summary>RT2022: TensorFlow removed an op before the version of the graph.</summary>
    public static Diagnostic RemovedOp(string? origin, string node, string op, int removedIn, int producer) =>
        new(Severity.Error, "RT2022", origin,
            $"node '{node}' is a {op}, which TensorFlow removed in GraphDef version {removedIn}, but the graph says that it was written "
            + $"for version {producer}, so that TensorFlow rejects it too; "
            + "make the program that wrote it keep the version of the graph it read.");

    /// <summary>RT2023: the tensors of a network would take too much memory.</summary>
    public static Diagnostic TooMuchMemory(string? origin, string node, string op, string reason) =>
        new(Severity.Error, "RT2023", origin, $"{op} node '{node}' {reason}; check the graph, and the input size if you gave one.");

    /// <summary>
    /// RT2024: a manifest does not name the graph beside it. It is an error where the manifest names the graph's labels, as they belong
    /// together; otherwise it is a warning, and the manifest is ignored.
    /// </summary>
    public static Diagnostic ManifestOfAnotherGraph(string manifest, string graph) =>
        new(Severity.Error, "RT2024", manifest,
            $"was written with another graph than '{graph}'; use files of one training, train again, "
            + "or put a graph that another program made into its own folder.");

    /// <summary>RT2025: a native library is missing or cannot be loaded.</summary>
    /// <param name="library">The library, for instance "ONNX Runtime".</param>
    /// <param name="package">The package that brings it.</param>
    /// <param name="system">The runtime identifier of this machine.</param>
    /// <param name="reason">The loader's message.</param>
    public static Diagnostic NativeLibraryMissing(string library, string package, string system, string reason) =>
        new(Severity.Error, NativeLibraryMissingCode, null,
            $"the native library of {library} cannot be loaded on this machine ({system}): {reason}; "
            + $"ONNX Runtime and SkiaSharp run on {SystemsWithLibraries}; "
            + $"publish the app for the system that it runs on, with the native files of the package {package} beside it.");

    /// <summary>RT2031: an input does not take images of three channels.</summary>
    public static Diagnostic NotAnImage(string? origin, string tensor, string shape, string wanted) =>
        new(Severity.Error, "RT2031", origin,
            $"the input '{tensor}' has the shape {shape} where {wanted} is expected; "
            + "choose the tensor of normalised pixels with --input_tensor, or a network for colour images.");

    /// <summary>RT2033: an ONNX model cannot be used.</summary>
    /// <param name="origin">The model's file.</param>
    /// <param name="reason">The cause, for instance "uses opset 3".</param>
    /// <param name="remedy">The remedy, for instance "convert it to opset 7 or later".</param>
    public static Diagnostic UnsupportedModel(string? origin, string reason, string remedy) =>
        new(Severity.Error, "RT2033", origin, $"the ONNX model {reason}; {remedy}.");

    /// <summary>RT2075: an ONNX model has weights in a file that is not in its own folder.</summary>
    /// <param name="origin">The model's file.</param>
    /// <param name="location">The file that it names.</param>
    public static Diagnostic WeightsElsewhere(string? origin, string location) =>
        new(Severity.Error, "RT2075", origin,
            $"the ONNX model has weights in '{location}', which is not a file in its own folder; "
            + "save it with its data in a file beside it (onnx.save_model with location='model.onnx_data').");

    /// <summary>RT2076: the file with weights of an ONNX model is missing, too short or unreadable.</summary>
    public static Diagnostic UnusableWeights(string? origin, string reason) =>
        new(Severity.Error, "RT2076", origin,
            $"the weights of the ONNX model cannot be read: {reason}; copy its data file again, beside the model.");

    /// <summary>RT2077: an ONNX model with its weights is larger than one file of an ONNX model can be.</summary>
    public static Diagnostic WeightsTooLarge(string? origin, long sizeBytes) =>
        new(Severity.Error, "RT2077", origin,
            FormattableString.Invariant($"the ONNX model has {sizeBytes / 1e9:F1} GB with its external data, ")
            + "but a trained model is one file, which holds at most 2 GB; choose a smaller network, or one with weights of 16 or 8 bits.");

    private static string OneOf(IReadOnlyList<string> names) => string.Join(" or ", names.Select(name => $"'{name}'"));
}
