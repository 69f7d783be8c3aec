using System.Reflection;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Tests.Diagnostics;

public sealed class GraphDiagnosticsTests
{
    private static readonly Diagnostic[] All =
    [
        .. typeof(GraphDiagnostics).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => (Diagnostic)method.Invoke(null, [.. method.GetParameters().Select(Argument)])!),
    ];

    [Fact]
    public void CodesAreUniqueAndInTheirThousand()
    {
        All.Select(diagnostic => diagnostic.Code).ShouldBeUnique();
        All.ShouldAllBe(diagnostic => diagnostic.Code.StartsWith("RT2", StringComparison.Ordinal) && diagnostic.Code.Length == 6);
    }

    [Fact]
    public void MessagesSayWhatIsWrongAndWhatToDo() =>
        All.ShouldAllBe(diagnostic => diagnostic.Message.Contains("; ", StringComparison.Ordinal));

    private static object Argument(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "text"
        : parameter.ParameterType == typeof(int) ? 7
        : parameter.ParameterType == typeof(long) ? 7L
        : parameter.ParameterType == typeof(bool) ? true
        : new[] { "name" };
}
