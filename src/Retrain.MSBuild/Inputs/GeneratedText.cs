using System.Text;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Folders;

namespace Retrain.MSBuild.Inputs;

/// <summary>A text file whose time changes only when its text does.</summary>
internal static class GeneratedText
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a file does not exist or has another text.</summary>
    public static bool Differs(string path, string text)
    {
        byte[] wanted = WithoutMark.GetBytes(text);
        return !File.Exists(path) || TextFile.SizeOf(path) != wanted.Length || !File.ReadAllBytes(path).AsSpan().SequenceEqual(wanted);
    }

    /// <summary>Writes a file unless it has that text already.</summary>
    /// <exception cref="InvalidModelException">RT4113: the file cannot be written.</exception>
    public static void WriteIfDifferent(string path, string text)
    {
        try
        {
            if (!Differs(path, text))
            {
                return;
            }

            // Two builds of one project may come here at once: each writes a temporary file, and the later one replaces an equal file.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
            File.WriteAllBytes(temporary, WithoutMark.GetBytes(text));
            Replace(temporary, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException(BuildDiagnostics.CannotWrite(path, exception.Message.TrimEnd('.')));
        }
    }

    // .NET Standard's File.Move does not overwrite, and File.Replace requires a file to replace.
    private static void Replace(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Replace(temporary, path, null);
        }
    }
}
