using System.Text.RegularExpressions;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>
/// Writes the problems of a build's training in the words of a project: a model and its metadata instead of flags, and many small
/// categories as one problem.
/// </summary>
/// <param name="inputsFile">The inputs file, which is named after the model.</param>
internal sealed partial class BuildProblems(string inputsFile)
{
    // A build shows no more than these one by one: the rest of 300 would say nothing new.
    private const int MostSmallCategories = 10;

    private readonly ProblemsFile file = new(inputsFile);
    private readonly string model = Path.GetFileNameWithoutExtension(inputsFile);
    private readonly List<Diagnostic> ofSmallCategories = [];
    private readonly Lock gate = new();

    /// <summary>The project, which problems of the model as a whole name.</summary>
    public string? Project { get; set; }

    public void Begin() => file.Begin();

    public void Add(Diagnostic problem)
    {
        lock (gate)
        {
            if (CategoryDiagnostics.IsEmptySet(problem) || CategoryDiagnostics.IsSmallCategory(problem))
            {
                ofSmallCategories.Add(problem);
            }
            else
            {
                file.Add(InProjectsWords(problem));
            }
        }
    }

    /// <summary>Replaces the problems of the training before.</summary>
    public void Publish()
    {
        string[] folders = [.. ofSmallCategories.Select(problem => problem.Origin!).Distinct(StringComparer.Ordinal)];
        foreach (Diagnostic problem in folders.Length <= MostSmallCategories || Project is null
            ? ofSmallCategories
            : [ToolDiagnostics.ManySmallCategories(Project, folders)])
        {
            file.Add(InProjectsWords(problem));
        }

        file.Publish();
    }

    /// <summary>Keeps the problems of the training before.</summary>
    public void Discard() => file.Discard();

    private Diagnostic InProjectsWords(Diagnostic problem)
    {
        string message = FlagName().Replace(problem.Message, match => MetadataOf(match.Value));
        bool isOfModel = problem.Origin is null || problem.Origin == Project;
        return problem with { Message = isOfModel ? $"RetrainModel '{model}': {message}" : message };
    }

    private static string MetadataOf(string argument) =>
        TrainingFlags.All.FirstOrDefault(flag => flag.IsMetadata && flag.Argument == argument) is TrainingFlag metadata
            ? metadata.IsSwitch ? $"{metadata.Metadata}=\"true\"" : metadata.Metadata
            : argument;

    [GeneratedRegex(@"--[a-z]+(_[a-z]+)*")]
    private static partial Regex FlagName();
}
