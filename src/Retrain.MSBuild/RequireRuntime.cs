using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>Reports a missing package, before the compiler complains about an unknown type in a generated file.</summary>
public sealed class RequireRuntime : Task
{
    /// <summary>The compiler's references, whether they come from packages, other projects or files.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        IEnumerable<string> names = References.Select(reference => reference.GetMetadata("Filename"));
        if (!names.Contains("Retrain.Runtime", StringComparer.OrdinalIgnoreCase))
        {
            Log.LogDiagnostic(BuildDiagnostics.NoRuntime(Project), Project);
        }

        return !Log.HasLoggedErrors;
    }
}
