namespace Retrain.Training.Files;

/// <summary>Says why a file or folder cannot be used, as a part of a sentence.</summary>
internal static class FileFailure
{
    /// <summary>The system's words, which are short; .NET's for a missing permission name a path in the middle of the sentence.</summary>
    public static string Reason(Exception exception) =>
        exception is UnauthorizedAccessException ? "there is no permission" : exception.Message.TrimEnd('.');
}
