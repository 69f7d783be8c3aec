namespace Retrain.Training.Curation;

/// <summary>The content of a folder's record.</summary>
/// <param name="Moves">The moves in their order.</param>
/// <param name="Folders">The full paths of the folders that were made for them.</param>
internal sealed record RecordedMoves(IReadOnlyList<PhotoMove> Moves, IReadOnlyList<string> Folders)
{
    public static RecordedMoves None { get; } = new([], []);
}
