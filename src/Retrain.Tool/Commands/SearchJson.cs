using Retrain.Tool.Display;
using Retrain.Training.Similarity;

namespace Retrain.Tool.Commands;

/// <summary>Prints the photos that a search found as one JSON object. Programs read it: names stay, new ones may come.</summary>
internal static class SearchJson
{
    public static void Print(FoundPhotos found) => JsonLine.Print(json =>
    {
        json.WriteStartArray("searched");
        foreach (SearchedPhoto searched in found.Result.Searched)
        {
            json.WriteStartObject();
            json.WriteString("image", searched.Query.Path);
            json.WriteStartArray("similar");
            foreach (SimilarPhoto photo in searched.Photos)
            {
                json.WriteStartObject();
                json.WriteString("image", found.PathOf(photo.Image));
                json.WriteString("label", FoundPhotos.LabelOf(photo.Image));
                json.WriteNumber("similarity", photo.Similarity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("compared", searched.Compared);
            if (searched.MeanSimilarity is double mean)
            {
                json.WriteNumber("meanSimilarity", mean);
            }
            else
            {
                json.WriteNull("meanSimilarity");
            }

            json.WriteBoolean("leftOutItself", searched.IsAmongThem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("unreadable", found.Result.Unreadable);
        json.WriteNumber("computed", found.Result.Computed);
        json.WriteNumber("loadingSeconds", found.Result.Loading.TotalSeconds);
        json.WriteNumber("comparingSeconds", found.Result.Comparing.TotalSeconds);
    });
}
