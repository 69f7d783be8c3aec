namespace Retrain.Training.Reports;

/// <summary>
/// Writes a photo of a list with its text. All that can be done with a photo finds it by the image's number in <c>data-image</c>.
/// </summary>
internal static class PhotoTile
{
    /// <param name="text">The markup between the photo and its name; without it the name is shown only on pointing at the photo.</param>
    public static void Write(HtmlWriter html, Thumbnails thumbnails, ReportedImage image, FormattableString? text = null)
    {
        html.Write($"""<li data-image="{image.Index}">""");
        thumbnails.Write(html, image, isNamed: text is not null);
        if (text is not null)
        {
            html.Write(text).Write($""" <span class="file">{image.Name}</span>""");
        }

        html.WriteLine($"</li>");
    }
}
