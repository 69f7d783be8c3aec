using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// Images of another size, in their layout. ONNX's Resize divides by a scale where TensorFlow multiplies, and so sometimes
/// takes other neighbours; here rows and columns are gathered, and mixed, at the exact places that TensorFlow computes.
/// </summary>
internal static class ResizeOps
{
    /// <summary>
    /// ResizeBilinear(images: T [b,h,w,c], size: int32 [2], align_corners, half_pixel_centers) -> resized: float; no antialiasing.
    /// </summary>
    public static OnnxValue[] ResizeBilinear(OpNode node)
    {
        (OnnxValue images, TensorShape image, ResizeAxis vertical, ResizeAxis horizontal) = Read(node);
        string pixels = images.In(images.Layout);
        if (images.Type is not DataType.DtFloat)
        {
            pixels = node.EmitCast(pixels, DataType.DtFloat);
        }

        string resized = Mixed(node, Mixed(node, pixels, horizontal, Axes.In(images.Layout, 2)), vertical, Axes.In(images.Layout, 1));
        return [node.Result(resized, DataType.DtFloat, Of(image[0], vertical.Target, horizontal.Target, image[3]), images.Layout)];
    }

    /// <summary>ResizeNearestNeighbor(images: T [b,h,w,c], size: int32 [2], align_corners, half_pixel_centers) -> resized: T</summary>
    public static OnnxValue[] ResizeNearestNeighbor(OpNode node)
    {
        (OnnxValue images, TensorShape image, ResizeAxis vertical, ResizeAxis horizontal) = Read(node);
        string rows = Gathered(node, images.In(images.Layout), vertical.Nearest, Axes.In(images.Layout, 1));
        string resized = Gathered(node, rows, horizontal.Nearest, Axes.In(images.Layout, 2));
        return [node.Result(resized, images.Type, Of(image[0], vertical.Target, horizontal.Target, image[3]), images.Layout)];
    }

    private static (OnnxValue Images, TensorShape Image, ResizeAxis Vertical, ResizeAxis Horizontal) Read(OpNode node)
    {
        OnnxValue images = node.Input(0, "T", rank: 4, out TensorShape image);
        long[] size = node.IndexInput(1, length: 2);
        if (size.Any(side => side is < 1 or > short.MaxValue) || image[1] is < 1 or > short.MaxValue || image[2] is < 1 or > short.MaxValue)
        {
            throw node.Invalid(
                $"resizes images of shape {image} to {size[0]} x {size[1]} pixels; "
                + $"both sizes must be known, and from 1 to {short.MaxValue} a side");
        }

        bool alignsCorners = node.Attributes.Bool("align_corners", ifAbsent: false);
        bool hasHalfPixelCenters = node.Attributes.Bool("half_pixel_centers", ifAbsent: false);
        return alignsCorners && hasHalfPixelCenters
            ? throw node.Attributes.Invalid("half_pixel_centers", "is true where align_corners is too; at most one of them may be")
            : (images, image, Axis(image[1], size[0]), Axis(image[2], size[1]));

        ResizeAxis Axis(long source, long target) => new((int)source, (int)target, alignsCorners, hasHalfPixelCenters);
    }

    private static string Mixed(OpNode node, string value, ResizeAxis axis, int onnxAxis)
    {
        if (axis.KeepsAll)
        {
            return value;
        }

        string lower = Gathered(node, value, axis.Lower, onnxAxis);
        string difference = node.Emit("Sub", [Gathered(node, value, axis.Upper, onnxAxis), lower]);
        TensorShape perStep = Of([axis.Target, .. Enumerable.Repeat(1L, 3 - onnxAxis)]); // broadcasts along the axes behind
        string parts = node.EmitConstant(new TensorConstant(DataType.DtFloat, perStep, MemoryMarshal.AsBytes<float>(axis.Parts).ToArray()));
        return node.Emit("Add", [lower, node.Emit("Mul", [difference, parts])]);
    }

    private static string Gathered(OpNode node, string value, long[] places, int onnxAxis) =>
        node.Emit("Gather", [value, node.EmitIndices(places)], OnnxAttribute.Of("axis", onnxAxis));
}
