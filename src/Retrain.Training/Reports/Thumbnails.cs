using Retrain.Training.Options;

namespace Retrain.Training.Reports;

/// <summary>The photos of a report. Each is stored once, and the places that show it refer to it by its number.</summary>
internal sealed class Thumbnails
{
    // Base 64 takes a third more, and a report may have 5 MB.
    private const int LargestBytes = 2_200_000;

    private const int ManyPhotos = 900;
    private const int HeightPixels = 96;
    private const int HeightOfManyPixels = 64;

    // Of some photos there is a larger picture, while there is room: those of a camera have 20 kB each.
    private const int EnlargedHeightPixels = 320;
    private const int LargestEnlargedBytes = 900_000;

    private readonly SortedDictionary<int, Thumbnail> byImage = [];
    private readonly SortedDictionary<int, Thumbnail> enlarged = [];

    private Thumbnails(int missingCount) => MissingCount = missingCount;

    /// <summary>The number of photos that can no longer be read.</summary>
    public int MissingCount { get; }

    /// <summary>Makes the pictures of a report. If there is not enough room for all, the first of each kind are kept.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Thumbnails Of(PhotoSelection selection, RetrainOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReportedImage> images = selection.All;
        Thumbnail?[] large = Made(selection.Enlarged, EnlargedHeightPixels, options, cancellationToken);
        Thumbnail?[] made = Made(images, images.Count > ManyPhotos ? HeightOfManyPixels : HeightPixels, options, cancellationToken);
        Thumbnails thumbnails = new(made.Count(thumbnail => thumbnail is null));
        int enlargedBytes = Keep(selection.Enlarged, large, LargestEnlargedBytes, thumbnails.enlarged);
        Keep(images, made, LargestBytes - enlargedBytes, thumbnails.byImage);
        return thumbnails;
    }

    /// <summary>The numbers of the images that the report has a picture of, in order.</summary>
    public IEnumerable<int> Shown => byImage.Keys;

    public bool Has(ReportedImage image) => byImage.ContainsKey(image.Index);

    /// <summary>Writes the photos that other places refer to.</summary>
    public void WriteDefinitions(HtmlWriter html)
    {
        html.WriteLine($"""<svg class="store" width="0" height="0" aria-hidden="true"><defs>""");
        foreach ((int index, Thumbnail thumbnail) in byImage)
        {
            WriteDefinition(html, $"p{index}", thumbnail);
        }

        foreach ((int index, Thumbnail thumbnail) in enlarged)
        {
            WriteDefinition(html, $"e{index}", thumbnail);
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

    private static Thumbnail?[] Made(
        IReadOnlyList<ReportedImage> images, int heightPixels, RetrainOptions options, CancellationToken cancellationToken)
    {
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
        return made;
    }

    /// <returns>The number of bytes that are kept.</returns>
    private static int Keep(
        IReadOnlyList<ReportedImage> images, Thumbnail?[] made, int mostBytes, SortedDictionary<int, Thumbnail> kept)
    {
        int left = mostBytes;
        for (int i = 0; i < made.Length && (made[i]?.Jpeg.Length ?? 0) <= left; i++)
        {
            if (made[i] is Thumbnail thumbnail)
            {
                kept.Add(images[i].Index, thumbnail);
                left -= thumbnail.Jpeg.Length;
            }
        }

        return mostBytes - left;
    }

    private static void WriteDefinition(HtmlWriter html, string id, Thumbnail thumbnail)
    {
        html.Write($"<image\nid=\"{id}\" width=\"{thumbnail.WidthPixels}\" height=\"{thumbnail.HeightPixels}\" ");
        html.Write($"""href="data:image/jpeg;base64,{Convert.ToBase64String(thumbnail.Jpeg)}"/>""");
    }
}
