namespace Retrain.Training.Heads;

/// <summary>Memory of heads that nothing needs any more.</summary>
internal static class OldHeads
{
    // Of smaller ones, the collector's own time costs more than their memory.
    private const long SmallestBytes = 4 << 20;

    /// <summary>
    /// Gives the memory of large heads back to the system. A run makes several one after the other, with arrays as large for their
    /// training and writing; as arrays are rarely allocated, the garbage collector would let them all lie until the end.
    /// </summary>
    /// <param name="head">One of their size.</param>
    public static void Free(SoftmaxHead head)
    {
        if (head.Weights.Length * (long)sizeof(float) >= SmallestBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
