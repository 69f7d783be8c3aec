using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Diagnostics;

/// <summary>Lets a task report all problems of a project at once.</summary>
internal static class ProblemCollection
{
    /// <summary>Runs an action and keeps the problems that it throws.</summary>
    public static void Collect(this List<Diagnostic> problems, Action action)
    {
        try
        {
            action();
        }
        catch (InvalidModelException exception)
        {
            problems.AddRange(exception.Problems);
        }
    }
}
