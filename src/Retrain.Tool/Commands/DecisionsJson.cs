using Retrain.Tool.Display;
using Retrain.Training.Curation;

namespace Retrain.Tool.Commands;

/// <summary>Prints what decisions do to photos as JSON: an object for each photo, and one that counts all.</summary>
internal static class DecisionsJson
{
    /// <param name="changes">The photos that do not lie where they belong.</param>
    /// <param name="moves">Their moves in the same order, without those that could not be made; none where nothing is moved.</param>
    public static void Print(IReadOnlyList<DecidedImage> changes, IReadOnlyList<PhotoMove?> moves)
    {
        foreach ((int i, DecidedImage change) in changes.Index())
        {
            JsonLine.Print(json =>
            {
                json.WriteString("event", "photoDecided");
                json.WriteString("path", change.Image.Path);
                json.WriteString("sha256", change.Image.Digest.ToString());
                json.WriteString("label", change.Image.Label);
                json.WriteString("otherLabel", change.Decision.Label);
                json.WriteBoolean("remove", change.IsRemoved);
                if (moves.Count > 0 && moves[i] is PhotoMove move)
                {
                    json.WriteString("to", move.To);
                }
            });
        }
    }

    /// <param name="moved">The number of photos that were moved; <see langword="null"/> where that was not asked for.</param>
    public static void Print(IReadOnlyList<DecidedImage> changes, int? moved) => JsonLine.Print(json =>
    {
        json.WriteString("event", "decisionsListed");
        json.WriteNumber("removed", changes.Count(image => image.IsRemoved));
        json.WriteNumber("relabelled", changes.Count(image => !image.IsRemoved));
        if (moved is not null)
        {
            json.WriteNumber("moved", moved.Value);
        }
    });
}
