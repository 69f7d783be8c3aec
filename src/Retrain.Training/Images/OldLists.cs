namespace Retrain.Training.Images;

/// <summary>Lists of images that nothing needs any more.</summary>
internal static class OldLists
{
    // Of fewer images, the collector's own time costs more than their memory.
    private const int FewestImages = 200_000;

    /// <summary>Gives the memory of lists of many images back to the system; the collector would let them lie until the end.</summary>
    /// <param name="imageCount">The number of images.</param>
    public static void Free(int imageCount)
    {
        if (imageCount >= FewestImages)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
