using System.Collections;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The jobs that are left when the cache was asked, in the order of the images. Each is made, with its keys, when its turn comes.
/// </summary>
internal sealed class MissingBottlenecks(BottleneckJobs jobs, BottleneckKeys keys) : IReadOnlyCollection<BottleneckJob>
{
    // The number of an image, and the rows of what the cache lacks of it; null for all.
    private readonly List<(int Image, int[]? Rows)> missing = [];

    /// <summary>The number of jobs.</summary>
    public int Count => missing.Count;

    /// <summary>The number of bottlenecks.</summary>
    public int WantedCount => missing.Sum(job => job.Rows?.Length ?? jobs.OfEach);

    /// <summary>The images whose bytes are known.</summary>
    public IEnumerable<LabeledImage> Known => missing.Select(job => jobs.Images[job.Image]).Where(image => image.HasContent);

    /// <summary>Adds all that is wanted of an image.</summary>
    /// <param name="image">The number of the image.</param>
    public void Add(int image) => missing.Add((image, null));

    /// <summary>Adds what the cache lacks of an image.</summary>
    /// <param name="image">The number of the image.</param>
    /// <param name="lacking">The part of its job.</param>
    public void Add(int image, BottleneckJob lacking) =>
        missing.Add((image, lacking.Wanted.Count == jobs.OfEach ? null : [.. lacking.Wanted.Select(wanted => wanted.Row)]));

    /// <summary>Removes the jobs of images that turned out to be unreadable.</summary>
    public void RemoveUnreadable() => missing.RemoveAll(job => jobs.Images[job.Image].Problem is not null);

    public IEnumerator<BottleneckJob> GetEnumerator()
    {
        foreach ((int number, int[]? rows) in missing)
        {
            BottleneckJob job = jobs[number];
            if (job.Image.HasContent)
            {
                job = keys.WithKeys(job, job.Image.Content);
            }

            yield return rows is null
                ? job
                : job.Only(job.Wanted.Index().Where(wanted => rows.Contains(wanted.Item.Row)).Select(wanted => wanted.Index));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
