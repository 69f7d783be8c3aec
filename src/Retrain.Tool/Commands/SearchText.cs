using System.Globalization;
using Retrain.Tool.Display;
using Retrain.Training.Similarity;

namespace Retrain.Tool.Commands;

/// <summary>Prints the photos that a search found, a line each, and what their similarity means.</summary>
internal static class SearchText
{
    // One long label does not push all paths to the right.
    private const int WidestLabel = 24;

    public static void Print(FoundPhotos found)
    {
        foreach (SearchedPhoto searched in found.Result.Searched)
        {
            Print(found, searched);
        }

        SearchResult result = found.Result;
        if (result.Searched.Count > 0)
        {
            OutputLine.WriteSentence(
                "The similarity is the cosine of two bottlenecks: 1 for the same picture, and about the mean for one that is not alike.");
            OutputLine.WriteSentence(string.Create(
                CultureInfo.InvariantCulture,
                $"Compared with {Count(found.Compared, "photo")} in {result.Comparing.TotalSeconds:F3} s, after loading "
                + $"their bottlenecks in {result.Loading.TotalSeconds:F1} s ({result.Computed} computed)."));
        }
    }

    private static void Print(FoundPhotos found, SearchedPhoto searched)
    {
        OutputLine.Write($"{searched.Query.Path}:");
        int width = Math.Min(
            WidestLabel, searched.Photos.Select(photo => FoundPhotos.LabelOf(photo.Image)?.Length ?? 0).DefaultIfEmpty(0).Max());
        foreach (SimilarPhoto photo in searched.Photos)
        {
            string label = width == 0 ? "" : $"{(FoundPhotos.LabelOf(photo.Image) ?? "").PadRight(width)}  ";
            OutputLine.Write(string.Create(
                CultureInfo.InvariantCulture, $"  {photo.Similarity:F4}  {label}{found.PathOf(photo.Image)}"));
        }

        string itself = searched.IsAmongThem ? ", without the photo itself" : "";
        if (searched.MeanSimilarity is double mean)
        {
            OutputLine.Write(string.Create(
                CultureInfo.InvariantCulture, $"  {mean:F4}  the mean of {Count(searched.Compared, "photo")}{itself}"));
        }
        else
        {
            OutputLine.Write($"  nothing to compare it with{itself}");
        }

        OutputLine.Write();
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
