namespace Retrain.Training.Hubs;

/// <summary>Files of one commit of a repository, on this computer.</summary>
/// <param name="Repository">The owner and the name.</param>
/// <param name="Commit">The commit, 40 hexadecimal digits.</param>
/// <param name="Folder">The folder that has the files under their names in the repository.</param>
/// <param name="Network">The path of the .onnx file that was asked for.</param>
internal sealed record HubSnapshot(string Repository, string Commit, string Folder, string Network);
