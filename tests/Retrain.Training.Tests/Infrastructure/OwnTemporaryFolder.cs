using Retrain.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(Retrain.Training.Tests.Infrastructure.OwnTemporaryFolder))]

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A temporary directory of this process alone, so that what a test finds there is its own.</summary>
public sealed class OwnTemporaryFolder : IDisposable
{
    private static readonly string[] Variables = OperatingSystem.IsWindows() ? ["TEMP", "TMP"] : ["TMPDIR"];

    private readonly TemporaryFolder folder = new();

    public OwnTemporaryFolder()
    {
        foreach (string variable in Variables)
        {
            Environment.SetEnvironmentVariable(variable, folder.Path);
        }
    }

    public void Dispose() => folder.Dispose();
}
