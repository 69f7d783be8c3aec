using System.Text;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>A project, or a file that projects import: its text, what it says, and how it is encoded.</summary>
internal sealed class MSBuildFile
{
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

    /// <exception cref="RetrainException">RT4023 or RT4024: it cannot be read, or is no project.</exception>
    public static MSBuildFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(OptionDiagnostics.ProjectNotReadable(path, exception.Message.TrimEnd('.')), exception);
        }

        // As MSBuild reads: by the byte order mark, else UTF-8, whatever the XML declaration says.
        UTF8Encoding withoutMark = new(encoderShouldEmitUTF8Identifier: false);
        using StreamReader reader = new(new MemoryStream(bytes), withoutMark, detectEncodingFromByteOrderMarks: true);
        MSBuildFile file = new(path, reader.ReadToEnd(), reader.CurrentEncoding);
        return file.Encode().AsSpan().SequenceEqual(bytes)
            ? file
            : throw new RetrainException(OptionDiagnostics.ProjectNotReadable(path, "it is not UTF-8 text"));
    }

    /// <summary>The file of that name in the folder or the nearest one above, which is where MSBuild imports it from.</summary>
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

    /// <summary>The items of a type, under any condition; those of a target come too late for what imports and restore need.</summary>
    public IEnumerable<MSBuildElement> Items(string itemType) =>
        GroupsIn(root, "ItemGroup").SelectMany(group => group.Children).Where(item => item.HasName(itemType) && item.ItemNames.Any());

    /// <summary>A property as it was set last, under any condition.</summary>
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

    private static IEnumerable<MSBuildElement> GroupsIn(MSBuildElement element, string name) => element.Children.SelectMany(child => child.Name switch
    {
        _ when child.Name == name => [child],
        "Choose" or "When" or "Otherwise" => GroupsIn(child, name),
        _ => [],
    });
}
