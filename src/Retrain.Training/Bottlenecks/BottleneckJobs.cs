using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The bottlenecks that are wanted of many images. A job is made when it is asked for, as all of them together would take several times
/// the memory of the images.
/// </summary>
/// <param name="images">The images.</param>
/// <param name="ofEach">The number of bottlenecks that are wanted of each.</param>
/// <param name="wanted">Gives one of these, by the image and a number from 0.</param>
internal sealed class BottleneckJobs(IReadOnlyList<LabeledImage> images, int ofEach, Func<LabeledImage, int, WantedBottleneck> wanted)
{
    public IReadOnlyList<LabeledImage> Images => images;

    /// <summary>The number of bottlenecks that are wanted of each image.</summary>
    public int OfEach => ofEach;

    /// <summary>The job of an image.</summary>
    /// <param name="number">The number of the image.</param>
    public BottleneckJob this[int number]
    {
        get
        {
            WantedBottleneck[] all = new WantedBottleneck[ofEach];
            for (int i = 0; i < ofEach; i++)
            {
                all[i] = wanted(images[number], i);
            }

            return new BottleneckJob(images[number], all);
        }
    }
}
