using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Retrain.MSBuild.Models;
using Retrain.Training.Files;

namespace Retrain.MSBuild.Training;

/// <summary>Lets one build at a time write a model's files.</summary>
internal static class ModelLock
{
    /// <summary>Waits until no other build holds the model's lock.</summary>
    /// <exception cref="IOException">The lock file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file may not be created.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static FileLock Acquire(ModelFiles files, TaskLoggingHelper log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(files.Folder);
        return FileLock.Exclusive(
            files.Lock,
            () => log.LogMessage(MessageImportance.High, "{0}: waiting for another build that trains it", files.Model),
            cancellationToken);
    }
}
