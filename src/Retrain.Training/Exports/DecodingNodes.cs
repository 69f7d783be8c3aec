using Retrain.Runtime.Graphs.Protos;
using Retrain.Training.Backbones;

namespace Retrain.Training.Exports;

/// <summary>
/// From JPEG bytes at DecodeJpeg/contents to normalised pixels: retrain.py's add_jpeg_decoding, as a branch of the trained graph, so that
/// a program which serves it needs no knowledge of the backbone's preprocessing.
/// </summary>
internal static class DecodingNodes
{
    /// <summary>The node whose output is the normalised image. // [1, heightPixels, widthPixels, 3]</summary>
    public const string Output = "Mul";

    public static IEnumerable<NodeDef> For(Backbone backbone) =>
    [
        NodeDefs.Operation("Placeholder", "DecodeJpeg/contents", [], NodeDefs.Type("dtype", DataType.DtString), NodeDefs.Shape("shape")),
        NodeDefs.Operation("DecodeJpeg", "DecodeJpeg", ["DecodeJpeg/contents"],
            NodeDefs.Integer("channels", 3), NodeDefs.Integer("ratio", 1), NodeDefs.Flag("fancy_upscaling", true),
            NodeDefs.Flag("try_recover_truncated", false), NodeDefs.Number("acceptable_fraction", 1), NodeDefs.Text("dct_method", "")),
        NodeDefs.Operation("Cast", "Cast", ["DecodeJpeg"],
            NodeDefs.Type("SrcT", DataType.DtUint8), NodeDefs.Type("DstT", DataType.DtFloat)),
        NodeDefs.Constant("ExpandDims/dim", [0], []),
        NodeDefs.Operation("ExpandDims", "ExpandDims", ["Cast", "ExpandDims/dim"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Type("Tdim", DataType.DtInt32)),
        NodeDefs.Constant("ResizeBilinear/size", [backbone.HeightPixels, backbone.WidthPixels], [2]),
        NodeDefs.Operation("ResizeBilinear", "ResizeBilinear", ["ExpandDims", "ResizeBilinear/size"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Flag("align_corners", false)),
        NodeDefs.Constant("Sub/y", backbone.Normalization.Mean),
        NodeDefs.Operation("Sub", "Sub", ["ResizeBilinear", "Sub/y"], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Constant("Mul/y", 1 / backbone.Normalization.Std),
        NodeDefs.Operation("Mul", Output, ["Sub", "Mul/y"], NodeDefs.Type("T", DataType.DtFloat)),
    ];
}
