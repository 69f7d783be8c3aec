using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Models;

/// <summary>The RetrainModel items of a project.</summary>
internal static class ModelItems
{
    /// <summary>Reads every item that can be used; the problems of the others are collected.</summary>
    public static IReadOnlyList<TrainedModel> Read(ITaskItem[] items, string project, string rootNamespace, List<Diagnostic> problems)
    {
        List<TrainedModel> models = [];
        problems.AddRange(items.GroupBy(item => item.ItemSpec, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => BuildDiagnostics.ModelTwice(project, group.Key)));
        foreach (ITaskItem item in items)
        {
            problems.Collect(() => models.Add(TrainedModel.Of(item, project, rootNamespace)));
        }

        return models;
    }

    /// <summary>Reports models that would generate the same type: "my-photos" and "my_photos" are different files, but one class.</summary>
    public static IEnumerable<Diagnostic> SameTypes(IReadOnlyList<TrainedModel> models, string project)
    {
        Dictionary<string, string> modelOfType = new(StringComparer.Ordinal);
        foreach (TrainedModel model in models)
        {
            foreach (string type in model.Types)
            {
                if (!modelOfType.TryGetValue(type, out string? other))
                {
                    modelOfType.Add(type, model.Name);
                }
                else if (!other.Equals(model.Name, StringComparison.OrdinalIgnoreCase))
                {
                    yield return BuildDiagnostics.SameType(project, other, model.Name, type);
                    break;
                }
            }
        }
    }
}
