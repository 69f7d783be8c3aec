namespace Retrain.Runtime.Images;

/// <summary>Keeps the weights of some axes: most photos of a set have one of a few sizes.</summary>
internal static class AxisWeightsCache
{
    private const int SlotCount = 64;
    private const int LargestBytes = 1 << 17; // 8 MiB in all

    private static readonly Entry?[] Slots = new Entry?[SlotCount];

    public static AxisWeights? Find(AxisWindow window) =>
        Volatile.Read(ref Slots[SlotOf(window)]) is Entry entry && entry.Window == window ? entry.Weights : null;

    /// <summary>Keeps weights in the place of others, unless they are large.</summary>
    public static AxisWeights Keep(AxisWindow window, AxisWeights weights)
    {
        if (weights.SizeBytes <= LargestBytes)
        {
            Volatile.Write(ref Slots[SlotOf(window)], new Entry(window, weights));
        }

        return weights;
    }

    private static int SlotOf(AxisWindow window) => (int)((uint)window.GetHashCode() % SlotCount);

    private sealed record Entry(AxisWindow Window, AxisWeights Weights);
}
