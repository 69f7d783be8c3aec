namespace Retrain.Tests.Infrastructure;

/// <summary>The exit code and the output of a process.</summary>
/// <param name="ExitCode">See the tool's ExitCode.</param>
/// <param name="Output">Standard output, with plain line ends.</param>
/// <param name="Error">Standard error, with plain line ends.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public ToolRun ShouldSucceed()
    {
        ExitCode.ShouldBe(0, $"{Output}\n{Error}");
        return this;
    }

    public ToolRun ShouldFail(int exitCode, string code)
    {
        ExitCode.ShouldBe(exitCode, $"{Output}\n{Error}");
        Error.ShouldContain($"error {code}: ");
        return this;
    }
}
