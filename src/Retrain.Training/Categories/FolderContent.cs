namespace Retrain.Training.Categories;

/// <summary>What is in a folder, in no order.</summary>
/// <param name="Files">Their paths.</param>
/// <param name="Folders">Those that can be walked without coming back.</param>
internal sealed record FolderContent(IReadOnlyList<string> Files, IReadOnlyList<WalkedFolder> Folders);
