using Retrain.Training.Categories;
using Retrain.Training.Images;

namespace Retrain.Training.Similarity;

/// <summary>Keeps the photos that are most like a query, and counts all that were compared.</summary>
/// <param name="count">The most photos that are kept.</param>
internal sealed class NearestPhotos(int count)
{
    // Equal photos have equal similarities; by path, the same ones are kept whatever the order of the photos is.
    private static readonly Comparer<SimilarPhoto> NearestFirst = Comparer<SimilarPhoto>.Create((x, y) =>
        x.Similarity == y.Similarity
            ? CodePointOrder.Instance.Compare(x.Image.Path, y.Image.Path)
            : y.Similarity.CompareTo(x.Similarity));

    // The least similar one comes out first.
    private readonly PriorityQueue<SimilarPhoto, SimilarPhoto> kept =
        new(Comparer<SimilarPhoto>.Create((x, y) => NearestFirst.Compare(y, x)));

    private double sum;

    /// <summary>The number of photos that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>The mean similarity of all photos; <see langword="null"/> for none.</summary>
    public double? MeanSimilarity => Compared == 0 ? null : sum / Compared;

    /// <summary>The photos, the most similar one first.</summary>
    public IReadOnlyList<SimilarPhoto> Photos => [.. kept.UnorderedItems.Select(item => item.Element).Order(NearestFirst)];

    /// <summary>Adds a photo; the mean depends on the order in its last bits.</summary>
    public void Add(LabeledImage image, double similarity)
    {
        Compared++;
        sum += similarity;
        if (kept.Count == count && (count == 0 || similarity < kept.Peek().Similarity))
        {
            return;
        }

        SimilarPhoto photo = new(image, similarity);
        if (kept.Count < count)
        {
            kept.Enqueue(photo, photo);
        }
        else
        {
            kept.EnqueueDequeue(photo, photo);
        }
    }
}
