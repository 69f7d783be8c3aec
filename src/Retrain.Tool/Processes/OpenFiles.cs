using Microsoft.Win32.SafeHandles;
using Retrain.Tool.Commands;

namespace Retrain.Tool.Processes;

/// <summary>
/// Finds out whether the process may open enough files. Where it may not, .NET itself fails to load what it needs, and says so in many
/// ways. This class needs nothing that has not been loaded yet.
/// </summary>
internal static class OpenFiles
{
    // The cache with its log, assemblies, libraries, outputs and pipes took 70 in a training. Every core reads a photo besides.
    private const int FewestOpen = 80;

    /// <summary>Checks the limit.</summary>
    /// <returns>Whether the limit is high enough; if it is not, standard error has been told.</returns>
    public static bool Suffice()
    {
        if (OperatingSystem.IsWindows() || CanOpen(FewestOpen + Environment.ProcessorCount))
        {
            return true;
        }

        try
        {
            using SafeFileHandle handle = new(StandardStreams.Error, ownsHandle: false);
            using FileStream error = new(handle, FileAccess.Write, bufferSize: 0);
            error.Write(ToolDiagnostics.TooFewOpenFiles);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed or full: the exit code alone tells of the failure.
        }

        return false;
    }

    private static bool CanOpen(int count)
    {
        SafeFileHandle?[] handles = new SafeFileHandle?[count];
        try
        {
            for (int i = 0; i < count; i++)
            {
                handles[i] = File.OpenHandle("/dev/null");
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            foreach (SafeFileHandle? handle in handles)
            {
                handle?.Dispose();
            }
        }
    }
}
