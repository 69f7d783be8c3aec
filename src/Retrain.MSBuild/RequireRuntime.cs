using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>Says which package is missing, before the compiler says that it does not know a type in a file that nobody wrote.</summary>
public sealed class RequireRuntime : Task
{
    /// <summary>What the compiler gets, wherever it comes from: a package, another project, a file.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        if (!References.Any(reference => string.Equals(reference.GetMetadata("Filename"), "Retrain.Runtime", StringComparison.OrdinalIgnoreCase)))
        {
            Log.LogDiagnostic(BuildDiagnostics.NoRuntime(Project), Project);
        }

        return !Log.HasLoggedErrors;
    }
}
