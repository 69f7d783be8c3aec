using System.Reflection;

namespace Retrain.MSBuild.Folders;

/// <summary>
/// Where a symbolic link leads. .NET Standard 2.0 cannot tell, but the .NET that `dotnet build` runs on can; under .NET Framework a link is
/// taken for what it links to, with its own time.
/// </summary>
internal static class LinkTarget
{
    private static readonly Func<FileSystemInfo, bool, FileSystemInfo?>? Resolve =
        typeof(FileSystemInfo).GetMethod("ResolveLinkTarget", BindingFlags.Public | BindingFlags.Instance) is MethodInfo method
            ? (Func<FileSystemInfo, bool, FileSystemInfo?>)method.CreateDelegate(typeof(Func<FileSystemInfo, bool, FileSystemInfo?>))
            : null;

    public static bool CanBeFollowed => Resolve is not null;

    public static bool IsLink(FileSystemInfo entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    /// <summary>The end of a chain of links, or the entry itself; <see langword="null"/> where the chain has no end or may not be followed.</summary>
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
