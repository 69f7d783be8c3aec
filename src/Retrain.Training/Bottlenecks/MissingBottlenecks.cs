using System.Collections;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The jobs that are left when the cache was asked, in the order of the images. Each is made, with its keys, when its turn comes.
/// </summary>
internal sealed class MissingBottlenecks(BottleneckJobs jobs, BottleneckKeys keys) : IReadOnlyCollection<BottleneckJob>
{
    // The numbers of the images: there may be millions.
    private readonly List<int> missing = [];

    // What the cache lacks of an image, where that is not all; few images have several bottlenecks.
    private readonly Dictionary<int, int[]> rows = [];

    /// <summary>The number of jobs.</summary>
    public int Count => missing.Count;

    /// <summary>The number of bottlenecks.</summary>
    public int WantedCount => ((missing.Count - rows.Count) * jobs.OfEach) + rows.Values.Sum(lacking => lacking.Length);

    /// <summary>The images whose bytes are known.</summary>
    public IEnumerable<LabeledImage> Known => missing.Select(image => jobs.Images[image]).Where(image => image.HasContent);

    /// <summary>Adds all that is wanted of an image.</summary>
    /// <param name="image">The number of the image.</param>
    public void Add(int image) => missing.Add(image);

    /// <summary>Adds what the cache lacks of an image.</summary>
    /// <param name="image">The number of the image.</param>
    /// <param name="lacking">The part of its job.</param>
    public void Add(int image, BottleneckJob lacking)
    {
        missing.Add(image);
        if (lacking.Wanted.Count < jobs.OfEach)
        {
            rows.Add(image, [.. lacking.Wanted.Select(wanted => wanted.Row)]);
        }
    }

    /// <summary>Removes the jobs of images that turned out to be unreadable.</summary>
    public void RemoveUnreadable() => missing.RemoveAll(image =>
    {
        if (jobs.Images[image].Problem is null)
        {
            return false;
        }

        rows.Remove(image);
        return true;
    });

    public IEnumerator<BottleneckJob> GetEnumerator()
    {
        foreach (int number in missing)
        {
            BottleneckJob job = jobs[number];
            if (job.Image.HasContent)
            {
                job = keys.WithKeys(job, job.Image.Content);
            }

            yield return rows.TryGetValue(number, out int[]? lacking)
                ? job.Only(job.Wanted.Index().Where(wanted => lacking.Contains(wanted.Item.Row)).Select(wanted => wanted.Index))
                : job;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
