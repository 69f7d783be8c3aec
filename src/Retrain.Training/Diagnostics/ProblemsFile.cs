using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>
/// The problems that a build's last training found, one per line in the canonical form. While the engine runs they are added to a pending
/// file, which the engine publishes when it ends in order. If it crashes or is cancelled, the pending file tells the build so.
/// </summary>
/// <param name="inputsFile">The inputs file of the training; the problems file lies beside it.</param>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal sealed class ProblemsFile(string inputsFile)
{
    public string Path { get; } = System.IO.Path.ChangeExtension(inputsFile, ".problems.txt");

    /// <summary>The file that problems are added to until they are published.</summary>
    public string PendingPath => Path + ".pending";

    public bool IsPending => File.Exists(PendingPath);

    /// <summary>Starts a pending file without problems.</summary>
    public void Begin() => File.WriteAllText(PendingPath, "");

    public void Add(Diagnostic problem) => File.AppendAllText(PendingPath, problem + Environment.NewLine);

    /// <summary>Replaces the problems of the training before.</summary>
    public void Publish()
    {
        // .NET Standard's File.Move does not overwrite.
        File.Delete(Path);
        File.Move(PendingPath, Path);
    }

    /// <summary>Keeps the problems of the training before.</summary>
    public void Discard() => File.Delete(PendingPath);
}
