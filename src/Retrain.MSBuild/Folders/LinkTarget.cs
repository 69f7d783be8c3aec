using System.Reflection;

namespace Retrain.MSBuild.Folders;

/// <summary>
/// Follows symbolic links. .NET Standard 2.0 cannot, but the .NET that `dotnet build` runs on can; under .NET Framework a link counts as
/// the file or folder that it links to, with its own time.
/// </summary>
internal static class LinkTarget
{
    private static readonly Func<FileSystemInfo, bool, FileSystemInfo?>? Resolve =
        typeof(FileSystemInfo).GetMethod("ResolveLinkTarget", BindingFlags.Public | BindingFlags.Instance) is MethodInfo method
            ? (Func<FileSystemInfo, bool, FileSystemInfo?>)method.CreateDelegate(typeof(Func<FileSystemInfo, bool, FileSystemInfo?>))
            : null;

    public static bool CanBeFollowed => Resolve is not null;

    public static bool IsLink(FileSystemInfo entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    /// <summary>Follows a chain of links to its end.</summary>
    /// <returns>
    /// The end, or the entry itself if it is not a link; <see langword="null"/> if the chain has no end or may not be followed.
    /// </returns>
    public static FileSystemInfo? Of(FileSystemInfo entry)
    {
        try
        {
            return IsLink(entry) ? Resolve?.Invoke(entry, true) ?? entry : entry;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
