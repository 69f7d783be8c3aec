using System.Text;
using Retrain.Runtime;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>A project, or a file that projects import, with its text, its elements and its encoding.</summary>
internal sealed class MSBuildFile
{
    private const int LargestBytes = 64 << 20;

    private readonly Encoding encoding;
    private readonly MSBuildElement root;

    private MSBuildFile(string path, string text, Encoding encoding)
    {
        Path = path;
        Text = text;
        this.encoding = encoding;
        root = MSBuildReader.Read(path, text);
    }

    public string Path { get; }

    public string Text { get; }

    /// <exception cref="RetrainException">RT4023 or RT4024: the file cannot be read, or is not a project.</exception>
    public static MSBuildFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = SmallFile.Read(path, LargestBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(OptionDiagnostics.ProjectNotReadable(path, exception.Message.TrimEnd('.')), exception);
        }

        // MSBuild regards the byte order mark, and takes UTF-8 if there is none, whatever the XML declaration says.
        UTF8Encoding withoutMark = new(encoderShouldEmitUTF8Identifier: false);
        using StreamReader reader = new(new MemoryStream(bytes), withoutMark, detectEncodingFromByteOrderMarks: true);
        MSBuildFile file = new(path, reader.ReadToEnd(), reader.CurrentEncoding);
        return file.Encode().AsSpan().SequenceEqual(bytes)
            ? file
            : throw new RetrainException(OptionDiagnostics.ProjectNotReadable(path, "it is not UTF-8 text"));
    }

    /// <summary>Reads the file of a name from the folder or the nearest one above, as MSBuild imports it.</summary>
    public static MSBuildFile? ReadNearest(string folder, string name)
    {
        for (DirectoryInfo? above = new(System.IO.Path.GetFullPath(folder)); above is not null; above = above.Parent)
        {
            string path = System.IO.Path.Combine(above.FullName, name);
            if (File.Exists(path))
            {
                return Read(path);
            }
        }

        return null;
    }

    /// <summary>The file's bytes.</summary>
    public byte[] Encode() => [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)];

    /// <summary>The items of a type, under any condition. Items inside targets come too late for imports and restore.</summary>
    public IEnumerable<MSBuildElement> Items(string itemType) =>
        GroupsIn(root, "ItemGroup").SelectMany(group => group.Children).Where(item => item.HasName(itemType) && item.ItemNames.Any());

    /// <summary>The last value of a property, under any condition.</summary>
    public string? Property(string name) =>
        GroupsIn(root, "PropertyGroup").SelectMany(group => group.Children).LastOrDefault(property => property.HasName(name))?.Value.Trim();

    /// <summary>The file with items added.</summary>
    public MSBuildFile With(string itemType, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
        {
            return this;
        }

        string opened = ItemInsertion.Opened(Text, root);
        return new MSBuildFile(Path, new ItemInsertion(opened, MSBuildReader.Read(Path, opened)).Insert(itemType, items), encoding);
    }

    private static IEnumerable<MSBuildElement> GroupsIn(MSBuildElement element, string name) =>
        element.Children.SelectMany(child => child.Name switch
        {
            _ when child.Name == name => [child],
            "Choose" or "When" or "Otherwise" => GroupsIn(child, name),
            _ => [],
        });
}
