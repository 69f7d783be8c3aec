using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Files;

/// <summary>
/// Files that belong together: each is written aside under a temporary name in its own folder, and all are renamed when all are complete.
/// Where one cannot be, all are again what they were.
/// </summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<StagedFile> staged = [];

    /// <summary>Finds outputs that cannot be written before the work and not after it.</summary>
    /// <exception cref="RetrainException">RT4007 or RT4008.</exception>
    public static void Prepare(IReadOnlyCollection<string> paths)
    {
        HashSet<string> seen = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (string path in paths)
        {
            OutputPath output = new(path);
            if (!seen.Add(output.FullPath))
            {
                throw new RetrainException(OptionDiagnostics.OutputsCollide(path));
            }

            output.RequireWritable();
        }
    }

    /// <summary>Writes one file aside, with the mode of the file that it will replace.</summary>
    /// <exception cref="RetrainException">RT4007: it cannot be written.</exception>
    public void Stage(string path, Action<Stream> write)
    {
        StagedFile file = new(new OutputPath(path));
        staged.Add(file);
        file.Write(write);
    }

    /// <summary>Renames all staged files to their own names, or none.</summary>
    /// <exception cref="RetrainException">RT4007: one cannot be replaced.</exception>
    public void Publish()
    {
        Stack<StagedFile> published = [];
        try
        {
            staged.ForEach(file => file.KeepPrevious());
            foreach (StagedFile file in staged)
            {
                file.Publish();
                published.Push(file);
            }
        }
        catch (RetrainException)
        {
            while (published.TryPop(out StagedFile? file))
            {
                file.Restore();
            }

            staged.ForEach(file => file.ForgetPrevious());
            throw;
        }

        staged.ForEach(file => file.ForgetPrevious());
    }

    /// <summary>Removes what was staged and not published.</summary>
    public void Dispose() => staged.ForEach(file => file.Dispose());
}
