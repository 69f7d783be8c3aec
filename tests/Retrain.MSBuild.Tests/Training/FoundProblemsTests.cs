using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Training;

public sealed class FoundProblemsTests : IDisposable
{
    private readonly TemporaryFolder folder = new TemporaryFolder().Write("locked.jpg", "x"u8);

    public FoundProblemsTests()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(folder.PathOf("a link to itself.jpg"), folder.PathOf("a link to itself.jpg"));
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("RT1005", "locked.jpg", true)]
    [InlineData("RT1005", "", true)]
    [InlineData("RT1005", "a name\\nof two lines.jpg", true)]
    [InlineData("RT1005", "nothing.jpg", false)]
    [InlineData("RT1005", "a link to itself.jpg", false)]
    [InlineData("RT1003", "locked.jpg", false)]
    [InlineData("RT1021", "", false)]
    [InlineData("RT3002", "cache.db", true)]
    [InlineData("RT3004", "cache.db", true)]
    [InlineData("RT4007", "report.html", true)]
    public void MayBeOfTheEnvironmentAndNotOfTheInputs(string code, string origin, bool expected) =>
        FoundProblems.IsOfEnvironment(new Diagnostic(Severity.Warning, code, folder.PathOf(origin), "cannot be read")).ShouldBe(expected);
}
