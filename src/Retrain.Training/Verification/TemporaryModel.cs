using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;

namespace Retrain.Training.Verification;

/// <summary>
/// A folder for the files of a model that are compared and not kept. A lock shows that its process lives; what a killed process left is
/// removed by the next.
/// </summary>
internal sealed class TemporaryModel : IDisposable
{
    private const string Prefix = "retrain-verify-";
    private const string LockName = "lock";

    private readonly FileLock held;

    /// <exception cref="RetrainException">RT4082: the folder cannot be made.</exception>
    public TemporaryModel()
    {
        string parent = System.IO.Path.GetTempPath();
        try
        {
            RemoveAbandoned(parent);
            Path = Directory.CreateTempSubdirectory(Prefix).FullName;
            held = FileLock.Exclusive(PathOf(LockName), TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(VerificationDiagnostics.NoTemporaryFolder(parent, exception.Message), exception);
        }
    }

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        held.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static void RemoveAbandoned(string parent)
    {
        foreach (string folder in Directory.EnumerateDirectories(parent, $"{Prefix}*"))
        {
            try
            {
                // One that another process is making has no lock yet.
                string path = System.IO.Path.Combine(folder, LockName);
                using FileLock? free = File.Exists(path) ? FileLock.TryExclusive(path) : null;
                if (free is not null)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue; // it is another user's, or was removed meanwhile
            }
        }
    }
}
