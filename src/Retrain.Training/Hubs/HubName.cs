using System.Buffers;

namespace Retrain.Training.Hubs;

/// <summary>Checks names that a hub or a user gives, before they become names of files.</summary>
internal static class HubName
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\\:*?\"<>|");

    /// <summary>Whether a text is a commit: a SHA-1 in hexadecimal digits.</summary>
    public static bool IsCommit(string text) => text.Length == 40 && IsHexadecimal(text);

    /// <summary>Whether a text names content: the git blob SHA-1 of a small file, or the SHA-256 of a large one.</summary>
    public static bool IsContent(string text) => text.Length is 40 or 64 && IsHexadecimal(text);

    /// <summary>Whether a name of content is a SHA-256.</summary>
    public static bool IsSha256(string text) => text.Length == 64 && IsHexadecimal(text);

    /// <summary>Whether a path with '/' between folders stays below the folder that it is relative to, on every system.</summary>
    public static bool IsPlainPath(string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..") && !part.AsSpan().ContainsAny(Forbidden) && !part.Any(char.IsControl));

    private static bool IsHexadecimal(string text) => !text.AsSpan().ContainsAnyExcept(Hexadecimal);
}
