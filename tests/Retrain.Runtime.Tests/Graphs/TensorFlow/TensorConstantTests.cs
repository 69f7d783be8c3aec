using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Tests.Graphs.TensorFlow;

public sealed class TensorConstantTests
{
    [Theory]
    [InlineData(new long[] { 3, 5, 7, 33 }, new[] { 3, 2, 0, 1 })] // a filter of Conv2D
    [InlineData(new long[] { 1, 1, 40, 18 }, new[] { 3, 2, 0, 1 })]
    [InlineData(new long[] { 3, 3, 20, 1 }, new[] { 2, 3, 0, 1 })] // a filter of DepthwiseConv2dNative
    [InlineData(new long[] { 3, 3, 20, 2 }, new[] { 2, 3, 0, 1 })]
    [InlineData(new long[] { 2, 3, 4, 5 }, new[] { 0, 3, 1, 2 })]
    [InlineData(new long[] { 2, 3, 4, 5 }, new[] { 0, 2, 3, 1 })]
    [InlineData(new long[] { 2, 3, 4, 17 }, new[] { 1, 0, 2, 3 })]
    [InlineData(new long[] { 2, 3, 4, 17 }, new[] { 1, 3, 0, 2 })]
    [InlineData(new long[] { 2, 3, 4, 5 }, new[] { 0, 1, 2, 3 })]
    [InlineData(new long[] { 1, 1, 1, 1 }, new[] { 3, 2, 0, 1 })]
    [InlineData(new long[] { 2, 0, 4, 5 }, new[] { 3, 2, 0, 1 })]
    [InlineData(new long[] { 19, 2 }, new[] { 1, 0 })]
    public void ATransposedTensorHasEachElementInItsPlace(long[] shape, int[] permutation)
    {
        foreach (DataType type in new[] { DataType.DtUint8, DataType.DtHalf, DataType.DtFloat, DataType.DtInt64 })
        {
            int size = type.SizeBytes();
            int length = (int)TensorShape.Of(shape).LengthFrom(0)!.Value;
            byte[] bytes = [.. Enumerable.Range(0, length)
                .SelectMany(i => BitConverter.GetBytes((long)i)[..size])]; // each element is its own place
            TensorConstant transposed = new TensorConstant(type, TensorShape.Of(shape), bytes).Transpose(permutation);

            transposed.Shape.ShouldBe(TensorShape.Of([.. permutation.Select(axis => shape[axis])]));
            byte[] expected = [.. Places(shape, permutation).SelectMany(i => BitConverter.GetBytes((long)i)[..size])];
            MemoryMarshal.ToEnumerable(transposed.Bytes).ShouldBe(expected);
        }
    }

    /// <summary>The places in the source of the elements of the target, one by one.</summary>
    private static IEnumerable<int> Places(long[] shape, int[] permutation)
    {
        int length = (int)shape.Aggregate(1L, (product, dimension) => product * dimension);
        for (int place = 0; place < length; place++)
        {
            int rest = place;
            long from = 0;
            foreach (int axis in permutation.Reverse())
            {
                long index = rest % shape[axis];
                rest /= (int)shape[axis];
                from += index * shape[(axis + 1)..].Aggregate(1L, (product, dimension) => product * dimension);
            }

            yield return (int)from;
        }
    }
}
