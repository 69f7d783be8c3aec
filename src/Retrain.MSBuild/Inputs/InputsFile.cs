using System.Text;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Folders;
using Retrain.MSBuild.Models;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Inputs;

/// <summary>
/// Everything that a model is made from, as text. MSBuild compares the file's time with the outputs', so it is written only when something
/// is different. Unlike a list of images that MSBuild compares, it also differs when an image is gone.
/// </summary>
/// <param name="project">The project's full path.</param>
/// <param name="engineVersion">The version of the engine that trains.</param>
/// <param name="engineRange">The engine versions that the project accepts; empty for all.</param>
/// <param name="libraries">The name and version of each package that the engine computes with, with a slash between them.</param>
internal sealed class InputsFile(string project, string engineVersion, string engineRange, IReadOnlyList<string> libraries)
{
    public string Text(TrainedModel model, ModelFiles files, IReadOnlyList<ModelCategory> categories)
    {
        // With 100,000 photos, reading their facts is most of a build that has nothing to do, so all cores do it.
        Queue<Task<FactsDigest>> facts = new(categories.SelectMany(category => category.Folders
            .Select(folder => Task.Run(() => FolderFacts.DigestOf(folder.Path)))
            .Concat(category.Images.Take(1).Select(_ => Task.Run(() => DigestOf(category.Images))))));
        StringBuilder text = Head(model, files);
        foreach (ModelCategory category in categories)
        {
            foreach (CategoryFolder folder in category.Folders)
            {
                Add(text, InputsFormat.Folder, category.Label, folder.Path);
                foreach (string path in folder.Excepted)
                {
                    Add(text, InputsFormat.Except, path);
                }

                text.Append(facts.Dequeue().GetAwaiter().GetResult());
            }

            foreach (CategoryImage image in category.Images)
            {
                Add(text, InputsFormat.Image, category.Label, image.Path, image.RelativePath);
            }

            if (category.Images.Count > 0)
            {
                text.Append(facts.Dequeue().GetAwaiter().GetResult());
            }
        }

        return text.ToString();
    }

    private StringBuilder Head(TrainedModel model, ModelFiles files)
    {
        StringBuilder text = new();
        Add(text, InputsFormat.FirstLine);
        Add(text, InputsFormat.Engine, engineVersion);
        if (engineRange.Length > 0)
        {
            Add(text, InputsFormat.EngineRange, engineRange);
        }

        foreach (string library in libraries)
        {
            Add(text, [InputsFormat.Library, .. library.Split('/')]);
        }

        Add(text, InputsFormat.Project, project);
        Add(text, InputsFormat.Output, "output_graph", files.Graph(model.IsOnnx));
        Add(text, InputsFormat.Output, "output_labels", files.Labels);
        Add(text, InputsFormat.Output, "output_manifest", files.Manifest);
        foreach (TrainingOption option in model.Options)
        {
            if (option.Metadata == "Report")
            {
                Add(text, InputsFormat.Output, "report", option.Value);
                continue;
            }

            Add(text, InputsFormat.Option, option.Metadata, option.Value);
            if (option.Metadata == "Architecture" && model.Backbone is string path)
            {
                text.Append(BackboneFacts.LinesOf(path));
            }
            else if (TrainingMetadata.Files.Contains(option.Metadata))
            {
                string file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, option.Value));
                FileFacts.AppendTo(text, file);
            }
        }

        return text;
    }

    private static FactsDigest DigestOf(IReadOnlyList<CategoryImage> images) =>
        FileFacts.DigestOf([.. images.Select(image => image.Path)]);

    private static void Add(StringBuilder text, params string[] fields) => text.Append(InputsFormat.Line(fields)).Append('\n');
}
