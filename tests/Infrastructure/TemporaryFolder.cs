namespace Retrain.Tests.Infrastructure;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("retrain-test-").FullName;

    public string PathOf(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Writes a file, making its folders.</summary>
    public TemporaryFolder Write(string relativePath, params ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(relativePath))!);
        File.WriteAllBytes(PathOf(relativePath), content);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
