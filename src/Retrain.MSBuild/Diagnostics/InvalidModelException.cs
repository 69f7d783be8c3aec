using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Diagnostics;

/// <summary>Thrown for items of the project that cannot be used; each problem becomes an error of the build.</summary>
internal sealed class InvalidModelException(params IReadOnlyList<Diagnostic> problems) : Exception(string.Join("\n", problems))
{
    public IReadOnlyList<Diagnostic> Problems { get; } = problems;
}
