using System.IO.Enumeration;
using Retrain.Training.Categories;

namespace Retrain.Tool.Images;

/// <summary>A path with * and ? in any of its parts, and with ** for any number of folders.</summary>
/// <remarks>Microsoft.Extensions.FileSystemGlobbing does not support ? and follows loops of links forever.</remarks>
internal sealed class GlobPattern(string pattern, FolderWalk walk)
{
    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    public static bool IsPattern(string path) => path.AsSpan(Path.GetPathRoot(path)!.Length).ContainsAny('*', '?');

    /// <summary>The files that match, and those below folders that match, with the paths that a shell would give them.</summary>
    /// <remarks>Some may be named twice.</remarks>
    public IEnumerable<string> Files()
    {
        string root = Path.GetPathRoot(pattern)!;
        string[] parts = pattern[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        int literal = parts.TakeWhile(part => !IsPattern(part)).Count();
        string start = Path.Combine([root.Length > 0 ? root : ".", .. parts[..literal]]);
        return Directory.Exists(start) ? Match(walk.ReadOrReport(WalkedFolder.Start(start)), parts.AsMemory(literal)) : [];
    }

    private IEnumerable<string> Match(FolderContent content, ReadOnlyMemory<string> parts)
    {
        string part = parts.Span[0];
        ReadOnlyMemory<string> rest = parts[1..];
        if (part is "**")
        {
            IEnumerable<string> here = rest.IsEmpty ? content.Files : Match(content, rest);
            return here.Concat(content.Folders.SelectMany(folder => Match(walk.ReadOrReport(folder), parts)));
        }

        IEnumerable<WalkedFolder> folders = content.Folders.Where(folder => Matches(part, folder.Name));
        return rest.IsEmpty
            ? content.Files.Where(file => Matches(part, Path.GetFileName(file))).Concat(folders.SelectMany(walk.FilesBelow))
            : folders.SelectMany(folder => Match(walk.ReadOrReport(folder), rest));
    }

    private static bool Matches(string part, string name) =>
        FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());
}
