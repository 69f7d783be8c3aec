namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>
/// Names the input that ended the process. A crash of native code takes the test with it, so the input is written to a file before it is
/// used, and a file that is left over fails the next run of the test, which tells where it is.
/// </summary>
internal sealed class CrashRecord(string name)
{
    private readonly string path = Path.Combine(AppContext.BaseDirectory, $"crashed-on-{name}");

    /// <summary>Fails if an earlier run did not end.</summary>
    public void RequireNone() => File.Exists(path).ShouldBeFalse($"an earlier run of this test ended the process at {path}; remove it");

    public void Begin(byte[] input) => File.WriteAllBytes(path, input);

    public void End() => File.Delete(path);
}
