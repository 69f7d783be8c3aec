namespace Retrain.Training.Curation;

/// <summary>What the record of a folder says.</summary>
/// <param name="Moves">The moves in their order.</param>
/// <param name="Folders">The full paths of the folders that were made for them.</param>
internal sealed record RecordedMoves(IReadOnlyList<PhotoMove> Moves, IReadOnlyList<string> Folders)
{
    public static RecordedMoves None { get; } = new([], []);
}
