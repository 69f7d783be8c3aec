using System.Text;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Models;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Inputs;

/// <summary>
/// All that a model is made from, as text: MSBuild compares its time with the outputs', so it is written only when something is different.
/// Unlike a list of images to MSBuild, it also differs when one is gone.
/// </summary>
internal static class InputsFile
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    public static string Text(string project, string engineVersion, string engineRange, TrainedModel model, IReadOnlyList<ModelCategory> categories)
    {
        StringBuilder text = new();
        void Add(params string[] fields) => text.Append(InputsFormat.Line(fields)).Append('\n');
        text.Append(InputsFormat.FirstLine).Append('\n');
        Add(InputsFormat.Engine, engineVersion);
        Add(InputsFormat.Project, project);
        if (engineRange.Length > 0)
        {
            Add(InputsFormat.Option, "EngineVersion", engineRange);
        }

        foreach (TrainingOption option in model.Options)
        {
            Add(InputsFormat.Option, option.Metadata, option.Value);
            FileInfo file = new(Path.Combine(Path.GetDirectoryName(project)!, option.Value));
            if (option.Metadata == "Architecture" && file.Exists)
            {
                FileFacts.Of(file.Name, file).AppendTo(text);
            }
        }

        // Of 100,000 photos, asking for their facts is most of a build that has nothing to do: on all cores.
        Queue<Task<StringBuilder>> facts = new(
            categories.SelectMany(category => category.Folders).Select(folder => Task.Run(() => FolderFacts.LinesOf(folder))));
        foreach (ModelCategory category in categories)
        {
            foreach (string folder in category.Folders)
            {
                Add(InputsFormat.Folder, category.Label, folder);
                text.Append(facts.Dequeue().GetAwaiter().GetResult());
            }

            foreach (CategoryImage image in category.Images)
            {
                Add(InputsFormat.Image, category.Label, image.Path, image.RelativePath);
                FileFacts.Of("", new FileInfo(image.Path)).AppendTo(text);
            }
        }

        return text.ToString();
    }

    /// <summary>Whether a file has another text, or none.</summary>
    public static bool Differs(string path, string text) =>
        !File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(WithoutMark.GetBytes(text));

    /// <summary>Writes a file unless it has that text already.</summary>
    /// <exception cref="InvalidModelException">RT4113.</exception>
    public static void WriteIfDifferent(string path, string text)
    {
        try
        {
            if (!Differs(path, text))
            {
                return;
            }

            // Two builds of one project may come here at once: each writes aside, and whichever is later replaces an equal file.
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

    // .NET Standard's File.Move does not overwrite, and File.Replace wants a file to replace.
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
