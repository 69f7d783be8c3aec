using System.Collections.Generic;
using System.Text;

namespace Retrain.Training.Categories;

/// <summary>
/// The text file in which Retrain.MSBuild tells the engine what to train on, and by which it sees whether anything changed. UTF-8, a record
/// per line, fields separated by tabs, with \t, \n, \r and \\ inside a field.
/// </summary>
/// <remarks>Compiled into Retrain.MSBuild, which writes it, and into the engine, which reads it; so it uses no more than .NET Standard 2.0.</remarks>
internal static class InputsFormat
{
    /// <summary>The first line; another number is another format.</summary>
    public const string FirstLine = "retrain inputs 1";

    /// <summary>version: of the engine.</summary>
    public const string Engine = "engine";

    /// <summary>path: the project that the model belongs to.</summary>
    public const string Project = "project";

    /// <summary>metadata, value: a training flag.</summary>
    public const string Option = "option";

    /// <summary>label, folder: everything below the folder is of that label.</summary>
    public const string Folder = "folder";

    /// <summary>label, path, path inside its category (the split depends on it): one image.</summary>
    public const string Image = "image";

    /// <summary>size in bytes, time in ticks of UTC, path inside the folder before it: nothing to the engine, but another value trains anew.</summary>
    public const string Fact = "fact";

    public static string Line(params string[] fields) => string.Join("\t", System.Array.ConvertAll(fields, Escape));

    public static IReadOnlyList<string> Fields(string line) => System.Array.ConvertAll(line.Split('\t'), Unescape);

    /// <summary>A field as it is written.</summary>
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
