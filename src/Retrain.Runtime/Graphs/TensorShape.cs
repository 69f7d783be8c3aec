using System.Globalization;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs;

/// <summary>A tensor's dimensions, some or all of which may be unknown before a run: [?, 224, 224, 3].</summary>
internal sealed class TensorShape : IEquatable<TensorShape>
{
    public const long UnknownDimension = -1;

    private readonly long[]? dimensions;

    private TensorShape(long[]? dimensions) => this.dimensions = dimensions;

    /// <summary>The shape of which not even the rank is known.</summary>
    public static TensorShape Unknown { get; } = new(null);

    public static TensorShape Scalar { get; } = new([]);

    public bool HasRank => dimensions is not null;

    /// <summary>The number of dimensions. It can be read only where <see cref="HasRank"/>.</summary>
    public int Rank => Known.Length;

    /// <summary>The dimensions, <see cref="UnknownDimension"/> where one is not known. Only where <see cref="HasRank"/>.</summary>
    public ReadOnlySpan<long> Dimensions => Known;

    public bool IsFullyKnown => dimensions is not null && !dimensions.Contains(UnknownDimension);

    private long[] Known => dimensions ?? throw new InvalidOperationException("the rank is not known");

    public long this[Index axis] => Known[axis];

    public static TensorShape Of(params ReadOnlySpan<long> dimensions) => new(dimensions.ToArray());

    public static TensorShape OfRank(int rank) => new([.. Enumerable.Repeat(UnknownDimension, rank)]);

    public static TensorShape From(TensorShapeProto? shape) =>
        shape is null || shape.UnknownRank ? Unknown : new([.. shape.Dim.Select(dimension => Math.Max(dimension.Size, UnknownDimension))]);

    /// <summary>
    /// The number of values from an axis on, or null where one of those dimensions is unknown or the number is too large.
    /// </summary>
    public long? LengthFrom(int axis)
    {
        if (!HasRank)
        {
            return null;
        }

        long length = 1;
        foreach (long dimension in Known.AsSpan(Math.Min(axis, Rank)))
        {
            if (dimension is UnknownDimension || (dimension > 0 && length > long.MaxValue / dimension))
            {
                return null;
            }

            length *= dimension;
        }

        return length;
    }

    public TensorShape With(int axis, long dimension)
    {
        long[] changed = [.. Known];
        changed[axis] = dimension;
        return new(changed);
    }

    /// <summary>The shape with axis i holding what axis permutation[i] holds here.</summary>
    public TensorShape Permute(ReadOnlySpan<int> permutation)
    {
        long[] permuted = new long[permutation.Length];
        for (int axis = 0; axis < permuted.Length; axis++)
        {
            permuted[axis] = Known[permutation[axis]];
        }

        return new(permuted);
    }

    public bool Equals(TensorShape? other) =>
        other is not null && HasRank == other.HasRank && (!HasRank || Known.AsSpan().SequenceEqual(other.Known));

    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (long dimension in dimensions ?? [])
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => dimensions is null
        ? "[...]"
        : $"[{string.Join(", ", dimensions.Select(d => d is UnknownDimension ? "?" : d.ToString(CultureInfo.InvariantCulture)))}]";
}
