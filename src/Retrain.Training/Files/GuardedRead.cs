using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Files;

/// <summary>Reads images and their folders, and names the one that the file system refuses.</summary>
internal static class GuardedRead
{
    /// <summary>Returns what <paramref name="read"/> returns for the path.</summary>
    /// <exception cref="RetrainException">RT1005: the path does not exist or cannot be read.</exception>
    public static T Of<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(ImageDiagnostics.Unreachable(path, exception.Message.TrimEnd('.')), exception);
        }
    }
}
