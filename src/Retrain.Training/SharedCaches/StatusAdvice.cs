using System.Net;

namespace Retrain.Training.SharedCaches;

/// <summary>Says what to do about the answer of a server, as a part of a sentence.</summary>
internal static class StatusAdvice
{
    /// <param name="status">The answer; <see langword="null"/> where there was none.</param>
    /// <returns><see langword="null"/> for the usual advice.</returns>
    public static string? For(HttpStatusCode? status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "check the credentials",
        HttpStatusCode.Conflict => "make the folders ac and cas there", // as WebDAV says it of a folder that is missing
        HttpStatusCode.InsufficientStorage => "make room there",
        >= HttpStatusCode.InternalServerError => "look at the server's log",
        _ => null,
    };
}
