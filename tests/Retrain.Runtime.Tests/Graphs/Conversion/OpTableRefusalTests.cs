using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.Conversion;

/// <summary>Nodes that cannot be converted are rejected by name and cause; TensorFlow rejects most of them too.</summary>
public sealed class OpTableRefusalTests
{
    /// <summary>A node "y" that reads "x", of shape [?, 4, 6, 2], and the message about it.</summary>
    private static readonly Dictionary<string, (Func<GraphBuilder, GraphBuilder> Node, string Message)> Refused =
        new(StringComparer.Ordinal)
        {
            ["FusedBatchNorm in training"] = (
            graph => graph.Vector("c", 1, 2).Add("y", "FusedBatchNormV3", ["x", "c", "c", "c", "c"], ("T", Float), ("U", Float)),
            "RT2008: attribute 'is_training' of FusedBatchNormV3 node 'y' is true"),
            ["FusedBatchNorm of other channels"] = (
            graph => graph.Vector("c", 1, 2, 3).Add("y", "FusedBatchNorm", ["x", "c", "c", "c", "c"], ("T", Float), ("is_training", false)),
            "RT2009: FusedBatchNorm node 'y' normalises 2 channels by statistics of shape [3]"),
            ["Concat of other heights"] = (
            graph => graph.Weights("c", 1, 5, 6, 2).Index("d", 3).Add("y", "Concat", ["d", "x", "c"], ("T", Float), ("N", 2L)),
            "RT2009: Concat node 'y' joins tensors of shapes [?, 4, 6, 2] and [1, 5, 6, 2]"),
            ["Concat of nothing"] = (
            graph => graph.Index("d", 3).Add("y", "Concat", ["d"], ("T", Float), ("N", 0L)),
            "RT2008: attribute 'N' of Concat node 'y' is 0"),
            ["AddN of other shapes"] = (
            graph => graph.Weights("a", 2, 3).Weights("b", 3, 2).Add("y", "AddN", ["a", "b"], ("T", Float), ("N", 2L)),
            "RT2009: AddN node 'y' adds tensors of shapes [2, 3] and [3, 2]"),
            ["Pad by less than nothing"] = (
            graph => graph.Paddings("p", 0, 0, -1, 0, 0, 0, 0, 0).Node("y", "Pad", "x", "p"),
            "RT2009: Pad node 'y' pads a tensor of shape [?, 4, 6, 2] by [0, 0, -1, 0, 0, 0, 0, 0]"),
            ["MirrorPad by more than there is"] = (
            graph => graph.Paddings("p", 0, 0, 4, 0, 0, 0, 0, 0).Add("y", "MirrorPad", ["x", "p"], ("T", Float), ("mode", "REFLECT")),
            "RT2009: MirrorPad node 'y' mirrors 4 elements of axis 1 of a tensor of shape [?, 4, 6, 2]"),
            ["MirrorPad in another mode"] = (
            graph => graph.Paddings("p", 0, 0, 0, 0, 0, 0, 0, 0).Add("y", "MirrorPad", ["x", "p"], ("T", Float), ("mode", "WRAP")),
            "RT2008: attribute 'mode' of MirrorPad node 'y' is 'WRAP', not one of REFLECT, SYMMETRIC"),
            ["ResizeBilinear by both samplings"] = (
            graph => graph.Indices("s", 2, 2)
                .Add("y", "ResizeBilinear", ["x", "s"], ("T", Float), ("align_corners", true), ("half_pixel_centers", true)),
            "RT2008: attribute 'half_pixel_centers' of ResizeBilinear node 'y' is true where align_corners is too"),
            ["ResizeBilinear to nothing"] = (
            graph => graph.Indices("s", 0, 2).Node("y", "ResizeBilinear", "x", "s"),
            "RT2009: ResizeBilinear node 'y' resizes images of shape [?, 4, 6, 2] to 0 x 2 pixels"),
            ["ResizeBilinear to a computed size"] = (
            graph => graph.Index("d", 3).Add("p", "ArgMax", ["x", "d"], ("T", Float), ("output_type", DataType.DtInt32))
                .Node("y", "ResizeBilinear", "x", "p"),
            "RT2009: ResizeBilinear node 'y' reads input 1 from a computation"),
            ["Fill of a computed size"] = (
            graph => graph.Index("d", 3).Add("p", "ArgMax", ["x", "d"], ("T", Float), ("output_type", DataType.DtInt32))
                .Indices("all", -1).Add("s", "Reshape", ["p", "all"], ("T", DataType.DtInt32)).Scalar("v", 1)
                .Node("y", "Fill", "s", "v"),
            "RT2023: Fill node 'y' gives a tensor whose size depends on the values of the image"),
            ["Split into uneven parts"] = (
            graph => graph.Index("d", 2).Add("y", "Split", ["d", "x"], ("T", Float), ("num_split", 4L)),
            "RT2009: Split node 'y' splits axis 2 of a tensor of shape [?, 4, 6, 2] into 4 parts"),
            ["SplitV into too much"] = (
            graph => graph.Index("d", 2).Indices("s", 4, 3).Add("y", "SplitV", ["x", "s", "d"], ("T", Float), ("num_split", 2L)),
            "RT2009: SplitV node 'y' splits axis 2 of a tensor of shape [?, 4, 6, 2] into parts of [4, 3]"),
            ["Slice past the end"] = (
            graph => graph.Indices("b", 0, 2, 0, 0).Indices("s", 1, 3, 1, 1).Node("y", "Slice", "x", "b", "s"),
            "RT2009: Slice node 'y' cuts 3 elements from 2 on along axis 1"),
            ["StridedSlice without a step"] = (
            graph => graph.Indices("b", 0).Indices("e", 1).Indices("s", 0).Node("y", "StridedSlice", "x", "b", "e", "s"),
            "RT2009: StridedSlice node 'y' takes steps of 0 along axis 0"),
            ["StridedSlice of an element that is not there"] = (
            graph => graph.Indices("b", 0, 4).Indices("e", 1, 5).Indices("s", 1, 1)
                .Add("y", "StridedSlice", ["x", "b", "e", "s"], ("T", Float), ("shrink_axis_mask", 2L)),
            "RT2009: StridedSlice node 'y' takes element 4 in steps of 1 along axis 1, of length 4"),
            ["Transpose that names an axis twice"] = (
            graph => graph.Indices("p", 0, 1, 1, 3).Node("y", "Transpose", "x", "p"),
            "RT2009: Transpose node 'y' permutes a tensor of shape [?, 4, 6, 2] by [0, 1, 1, 3]"),
            ["SpaceToBatchND by blocks that do not fit"] = (
            graph => graph.Indices("b", 3, 2).Paddings("p", 0, 0, 0, 0).Node("y", "SpaceToBatchND", "x", "b", "p"),
            "RT2009: SpaceToBatchND node 'y' cuts axis 1 of a tensor of shape [?, 4, 6, 2], padded, into blocks of 3"),
            ["FakeQuant of no range"] = (
            graph => graph.Add("y", "FakeQuantWithMinMaxArgs", ["x"], ("min", 2f), ("max", 1f)),
            "RT2009: FakeQuantWithMinMaxArgs node 'y' quantises values from 2 to 1"),
            ["FakeQuant of one bit"] = (
            graph => graph.Add("y", "FakeQuantWithMinMaxArgs", ["x"], ("num_bits", 1L)),
            "RT2008: attribute 'num_bits' of FakeQuantWithMinMaxArgs node 'y' is 1"),
            ["ArgMax along no axis"] = (
            graph => graph.Index("d", 4).Node("y", "ArgMax", "x", "d"),
            "RT2009: ArgMax node 'y' names axis 4 of a tensor of 4 dimensions"),
            ["Mean over an axis twice"] = (
            graph => graph.Indices("a", 1, -3).Node("y", "Mean", "x", "a"),
            "RT2009: Mean node 'y' names an axis twice in [1, -3]"),
            ["Pad by thousands of numbers"] = (
            graph => graph.Paddings("p", new int[10_000]).Node("y", "Pad", "x", "p"),
            "RT2009: Pad node 'y' pads a tensor of shape [?, 4, 6, 2] by [0, 0, 0, "),
            ["Fill of less than nothing"] = (
            graph => graph.Indices("d", 2, -1).Scalar("v", 1).Node("y", "Fill", "d", "v"),
            "RT2009: Fill node 'y' fills a tensor of the shape [2, -1]"),
        };

    public static TheoryData<string> Names => [.. Refused.Keys];

    private static DataType Float => DataType.DtFloat;

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatCannotBeConvertedIsRefusedByNodeAndCause(string name)
    {
        (Func<GraphBuilder, GraphBuilder> node, string message) = Refused[name];
        GraphBuilder graph = node(new GraphBuilder().Placeholder("x", -1, 4, 6, 2));

        Diagnostic refusal = Should.Throw<RetrainException>(() => OnnxConverter.Convert(graph.Build(), ["x"], ["y"])).Diagnostic;

        $"{refusal.Code}: {refusal.Message}".ShouldStartWith(message);
        refusal.Message.ShouldContain("; ");
        refusal.Message.Length.ShouldBeLessThan(600);
    }
}
