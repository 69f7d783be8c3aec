using System.Collections;
using Microsoft.Build.Framework;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>Collects what a task reports that runs in the test's own process.</summary>
internal sealed class BuildLog : IBuildEngine
{
    private readonly List<(string Code, string File, string Message)> errors = [];
    private readonly List<(string Code, string File, string Message)> warnings = [];

    public IReadOnlyList<(string Code, string File, string Message)> Errors => errors;

    public IReadOnlyList<(string Code, string File, string Message)> Warnings => warnings;

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    public void LogErrorEvent(BuildErrorEventArgs e) => errors.Add((e.Code, e.File, e.Message!));

    public void LogWarningEvent(BuildWarningEventArgs e) => warnings.Add((e.Code, e.File, e.Message!));

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
    }

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();
}
