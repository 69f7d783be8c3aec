using Retrain.Tool.Display;
using Retrain.Training.Curation;
using Retrain.Training.Options;
using Spectre.Console;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>Prints what decisions do to photos.</summary>
internal static class DecisionsText
{
    /// <param name="changes">The photos that do not lie where they belong.</param>
    /// <param name="moves">Their moves in the same order, without those that could not be made; none where nothing is moved.</param>
    public static void Print(IReadOnlyList<DecidedImage> changes, IReadOnlyList<PhotoMove?> moves)
    {
        if (changes.Count == 0)
        {
            return;
        }

        PlainGrid grid = new(Justify.Left, Justify.Left, Justify.Left, Justify.Left);
        grid.Add("Photo", "Label", "Decision", moves.Count > 0 ? "Moved to" : "");
        foreach ((int i, DecidedImage change) in changes.Index())
        {
            string place = moves.Count > 0 ? moves[i]?.To ?? "(not moved)" : "";
            grid.Add(change.Image.Path, change.Image.Label, change.Decision.Label ?? "(remove)", place);
        }

        grid.Print();
    }

    /// <param name="moved">The number of photos that were moved; <see langword="null"/> where that was not asked for.</param>
    /// <param name="folder">The folder as the user named it.</param>
    public static void Print(IReadOnlyList<DecidedImage> changes, int? moved, string? folder)
    {
        int removed = changes.Count(image => image.IsRemoved);
        OutputLine.WriteSentence(Invariant($"{Count(changes.Count)}: {removed} to remove, {changes.Count - removed} to another label."));
        if (moved is not null)
        {
            OutputLine.WriteSentence(moved == 0 ? "Moved nothing."
                : $"Moved {Count(moved.Value)}; `dotnet retrain check --undo {OptionValue.Quoted(folder!)}` moves them back.");
        }
        else if (changes.Count > 0)
        {
            OutputLine.WriteSentence("Nothing was moved; --move_to DIR moves them, and --decisions trains without moving them.");
        }
    }

    public static void PrintUndone(int moved) => OutputLine.WriteSentence($"Moved {Count(moved)} back.");

    private static string Count(int count) => Invariant($"{count} photo{(count == 1 ? "" : "s")}");
}
