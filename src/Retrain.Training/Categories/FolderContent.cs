namespace Retrain.Training.Categories;

/// <summary>The content of a folder, in no particular order.</summary>
/// <param name="Files">The paths of the files.</param>
/// <param name="Folders">The folders, without links that lead back.</param>
internal sealed record FolderContent(IReadOnlyList<string> Files, IReadOnlyList<WalkedFolder> Folders);
