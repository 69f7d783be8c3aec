using Retrain.Training.Categories;

namespace Retrain.MSBuild.Inputs;

/// <summary>The records of an inputs file that the task which starts the engine needs.</summary>
/// <param name="Project">The project's full path.</param>
/// <param name="Outputs">The full paths of the files that the training writes.</param>
internal sealed record InputsHead(string Project, IReadOnlyList<string> Outputs)
{
    public static InputsHead Read(string path)
    {
        string project = "";
        List<string> outputs = [];
        foreach (IReadOnlyList<string> record in File.ReadLines(path).Select(InputsFormat.Fields))
        {
            switch (record[0])
            {
                case InputsFormat.Project:
                    project = record[1];
                    break;
                case InputsFormat.Output:
                    outputs.Add(Path.Combine(Path.GetDirectoryName(project)!, record[2]));
                    break;
                case InputsFormat.Folder or InputsFormat.Image:
                    return new InputsHead(project, outputs);
            }
        }

        return new InputsHead(project, outputs);
    }
}
