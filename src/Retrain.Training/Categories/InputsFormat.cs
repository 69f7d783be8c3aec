using System.Text;

namespace Retrain.Training.Categories;

/// <summary>
/// The text file, named after its model, in which Retrain.MSBuild tells the engine what to train, and by which it sees whether anything
/// changed. It is UTF-8 with a record per line and tabs between fields; inside a field, \t, \n, \r and \\ are escapes.
/// </summary>
/// <remarks>Also compiled into Retrain.MSBuild, which writes the file, so it uses no more than .NET Standard 2.0.</remarks>
internal static class InputsFormat
{
    /// <summary>The first line, with the format's number.</summary>
    public const string FirstLine = "retrain inputs 4";

    /// <summary>version: the engine's own, so that another engine trains again.</summary>
    public const string Engine = "engine";

    /// <summary>range: the engine versions that the project accepts, if it says so.</summary>
    public const string EngineRange = "engine_range";

    /// <summary>name, version: a package of the project that the engine computes with.</summary>
    public const string Library = "library";

    /// <summary>path: the project that the model belongs to. Relative paths start at its folder.</summary>
    public const string Project = "project";

    /// <summary>flag without its dashes, path: a file that the training writes.</summary>
    public const string Output = "output";

    /// <summary>metadata, value: a training flag that the model sets.</summary>
    public const string Option = "option";

    /// <summary>label, folder: all images below the folder have the label.</summary>
    public const string Folder = "folder";

    /// <summary>path: what lies below the folder before it, but belongs to another source.</summary>
    public const string Except = "except";

    /// <summary>label, path, path inside its category (on which the split depends): one image.</summary>
    public const string Image = "image";

    /// <summary>
    /// size in bytes, time of the last write, file id, time of the last change, name: one file that an option names. The engine ignores it,
    /// but is started when it changes. Times are ticks of UTC.
    /// </summary>
    public const string Fact = "fact";

    /// <summary>number of files, digest of the same facts of them all: those below the folder, or the images, before it.</summary>
    public const string Facts = "facts";

    public static string Line(params string[] fields) => string.Join("\t", Array.ConvertAll(fields, Escape));

    public static IReadOnlyList<string> Fields(string line) => Array.ConvertAll(line.Split('\t'), Unescape);

    /// <summary>Writes a field so that it has no tab and no line break.</summary>
    public static string Escape(string field) =>
        field.IndexOfAny(['\\', '\t', '\n', '\r']) < 0
            ? field
            : field.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r");

    private static string Unescape(string field)
    {
        StringBuilder text = new(field.Length);
        for (int i = 0; i < field.Length; i++)
        {
            if (field[i] != '\\' || i + 1 == field.Length)
            {
                text.Append(field[i]);
                continue;
            }

            i++;
            text.Append(field[i] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => field[i],
            });
        }

        return text.ToString();
    }
}
