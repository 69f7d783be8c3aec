using Retrain.Training.Images;

namespace Retrain.Training.Heads;

/// <summary>Memory of the steps of a run that nothing needs any more.</summary>
internal static class OldMemory
{
    // Of smaller heads, the collector's own time costs more than their memory.
    private const long SmallestHeadBytes = 4 << 20;

    /// <summary>
    /// Gives the memory of large heads, and of lists of many images, back to the system. A run makes several one after the other, with
    /// arrays as large for their training and writing; as arrays are rarely allocated, the garbage collector would let them all lie until
    /// the end.
    /// </summary>
    /// <param name="head">One of the heads' size.</param>
    /// <param name="imageCount">The number of images.</param>
    public static void Free(SoftmaxHead head, int imageCount)
    {
        if (head.Weights.Length * (long)sizeof(float) >= SmallestHeadBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        else
        {
            OldLists.Free(imageCount);
        }
    }
}
