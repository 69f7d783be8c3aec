using Retrain.Training.Options;

namespace Retrain.Training.Reports;

/// <summary>The photos of a report. Each is stored once, and the places that show it refer to it by its number.</summary>
internal sealed class Thumbnails
{
    // Base 64 takes a third more, and a report may have 5 MB.
    private const int LargestBytes = 2_500_000;

    private const int ManyPhotos = 900;
    private const int HeightPixels = 96;
    private const int HeightOfManyPixels = 64;

    private readonly Dictionary<int, Thumbnail> byImage = [];

    private Thumbnails(int missingCount) => MissingCount = missingCount;

    /// <summary>The number of photos that can no longer be read.</summary>
    public int MissingCount { get; }

    /// <summary>Makes thumbnails of images.</summary>
    /// <param name="images">The images, each once. If there is not enough room for all, only the first are kept.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Thumbnails Of(IReadOnlyList<ReportedImage> images, RetrainOptions options, CancellationToken cancellationToken)
    {
        int heightPixels = images.Count > ManyPhotos ? HeightOfManyPixels : HeightPixels;
        Thumbnail?[] made = new Thumbnail?[images.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Bottlenecks.Threads, CancellationToken = cancellationToken };
        long maximumPixels = options.Bottlenecks.MaximumPixels;
        bool ignoresOrientation = options.Backbone.IgnoreOrientation;
        ThumbnailEncoder NewEncoder() => new(heightPixels, maximumPixels, ignoresOrientation);
        Parallel.For(0, images.Count, parallel, NewEncoder, (i, _, encoder) =>
        {
            made[i] = encoder.Encode(images[i].Image.Path);
            return encoder;
        }, _ => { });

        Thumbnails thumbnails = new(made.Count(thumbnail => thumbnail is null));
        int left = LargestBytes;
        for (int i = 0; i < made.Length && (left -= made[i]?.Jpeg.Length ?? 0) >= 0; i++)
        {
            if (made[i] is Thumbnail thumbnail)
            {
                thumbnails.byImage.Add(images[i].Index, thumbnail);
            }
        }

        return thumbnails;
    }

    public bool Has(ReportedImage image) => byImage.ContainsKey(image.Index);

    /// <summary>Writes the photos that other places refer to.</summary>
    public void WriteDefinitions(HtmlWriter html)
    {
        html.WriteLine($"""<svg class="store" width="0" height="0" aria-hidden="true"><defs>""");
        foreach ((int index, Thumbnail thumbnail) in byImage)
        {
            html.Write($"""<image id="p{index}" width="{thumbnail.WidthPixels}" height="{thumbnail.HeightPixels}" """);
            html.WriteLine($"""href="data:image/jpeg;base64,{Convert.ToBase64String(thumbnail.Jpeg)}"/>""");
        }

        html.WriteLine($"</defs></svg>");
    }

    /// <summary>Writes a reference to a photo, or a remark if there is no thumbnail of it.</summary>
    /// <param name="isNamed">Whether the name of the photo is written beside it.</param>
    public void Write(HtmlWriter html, ReportedImage image, bool isNamed)
    {
        if (!byImage.TryGetValue(image.Index, out Thumbnail? thumbnail))
        {
            html.Write($"""<span class="photo missing">no picture</span>""");
            return;
        }

        (int width, int height) = (thumbnail.WidthPixels, thumbnail.HeightPixels);
        html.Write($"""<svg class="photo" viewBox="0 0 {width} {height}" width="{width}" height="{height}" """);
        if (isNamed)
        {
            html.Write($"""aria-hidden="true">""");
        }
        else
        {
            html.Write($"""role="img"><title>{image.Name}</title>""");
        }

        html.Write($"""<use href="#p{image.Index}"/></svg>""");
    }
}
