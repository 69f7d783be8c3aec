using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.GraphRewriting;

namespace Retrain.Training.TrainedGraphs;

/// <summary>
/// The nodes that compute normalised pixels from the JPEG bytes at DecodeJpeg/contents: retrain.py's add_jpeg_decoding as a branch of the
/// trained graph, so that a serving program does not need to know the preprocessing of the backbone.
/// </summary>
internal static class DecodingNodes
{
    // Without a method, TensorFlow takes the fast one, and its pixels differ from those that the network was trained on.
    private const string AccurateDct = "INTEGER_ACCURATE";

    /// <summary>
    /// Whether TensorFlow's ops can do the preprocessing of an upright photo, to the bit: it has no antialiased resize that does, so that a
    /// graph with another one takes pixels. No op turns a photo as its EXIF orientation says.
    /// </summary>
    public static bool CanDo(Preprocessing preprocessing) =>
        (preprocessing with { Normalization = default, IgnoresOrientation = false })
            == Preprocessing.Legacy(preprocessing.HeightPixels, preprocessing.WidthPixels, default);

    /// <summary>
    /// The nodes, the last of which gives the normalised image, shape [1, heightPixels, widthPixels, 3]; for a backbone that takes bytes it
    /// gives them.
    /// </summary>
    /// <param name="taken">The names of the backbone's nodes. A new node with such a name gets a number appended, as in TensorFlow.</param>
    /// <param name="takesBytes">Whether the backbone takes grey levels as bytes.</param>
    public static IEnumerable<NodeDef> For(Backbone backbone, IReadOnlySet<string> taken, bool takesBytes)
    {
        ChannelValues std = backbone.Preprocessing.Normalization.Std;
        string contents = Free("DecodeJpeg/contents");
        string decode = Free("DecodeJpeg");
        string cast = Free("Cast");
        string axis = Free("ExpandDims/dim");
        string batch = Free("ExpandDims");
        string size = Free("ResizeBilinear/size");
        string resize = Free("ResizeBilinear");
        string mean = Free("Sub/y");
        string subtract = Free("Sub");
        string scale = Free("Mul/y");
        string multiply = Free("Mul");
        return
        [
            NodeDefs.Operation("Placeholder", contents, [], NodeDefs.Type("dtype", DataType.DtString), NodeDefs.Shape("shape")),
            NodeDefs.Operation("DecodeJpeg", decode, [contents],
                NodeDefs.Integer("channels", 3), NodeDefs.Integer("ratio", 1), NodeDefs.Flag("fancy_upscaling", true),
                NodeDefs.Flag("try_recover_truncated", false), NodeDefs.Number("acceptable_fraction", 1),
                NodeDefs.Text("dct_method", AccurateDct)),
            NodeDefs.Operation("Cast", cast, [decode], NodeDefs.Type("SrcT", DataType.DtUint8), NodeDefs.Type("DstT", DataType.DtFloat)),
            NodeDefs.Constant(axis, [0], []),
            NodeDefs.Operation(
                "ExpandDims", batch, [cast, axis], NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Type("Tdim", DataType.DtInt32)),
            NodeDefs.Constant(size, [backbone.HeightPixels, backbone.WidthPixels], [2]),
            NodeDefs.Operation("ResizeBilinear", resize, [batch, size],
                NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Flag("align_corners", false)),
            Channels(mean, backbone.Preprocessing.Normalization.Mean),
            NodeDefs.Operation("Sub", subtract, [resize, mean], NodeDefs.Type("T", DataType.DtFloat)),
            Channels(scale, new(1 / std.Red, 1 / std.Green, 1 / std.Blue)),
            NodeDefs.Operation("Mul", multiply, [subtract, scale], NodeDefs.Type("T", DataType.DtFloat)),
            .. takesBytes ? [NodeDefs.Operation("Cast", Free("Cast_1"), [multiply],
                NodeDefs.Type("SrcT", DataType.DtFloat), NodeDefs.Type("DstT", DataType.DtUint8))] : Array.Empty<NodeDef>(),
        ];

        static NodeDef Channels(string name, ChannelValues values) => values.IsUniform
            ? NodeDefs.Constant(name, values.Red)
            : NodeDefs.Constant(name, [values.Red, values.Green, values.Blue], [3]);

        string Free(string name) => FreeName.Of(name, taken.Contains);
    }
}
