using System.Collections;

namespace Retrain.Training.Images;

/// <summary>Files whose paths one arena keeps: four bytes for each, as there may be millions.</summary>
/// <param name="paths">The arena.</param>
/// <param name="places">The files' places in it.</param>
internal sealed class ImageFiles(PathArena paths, IReadOnlyList<uint> places) : IReadOnlyList<ImageFile>
{
    public int Count => places.Count;

    public ImageFile this[int index] => new(paths, places[index]);

    public IEnumerator<ImageFile> GetEnumerator() => places.Select(place => new ImageFile(paths, place)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
