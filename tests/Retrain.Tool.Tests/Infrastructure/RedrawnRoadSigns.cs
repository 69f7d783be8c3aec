namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>The first two photos of each category, drawn anew into a temporary folder.</summary>
public sealed class RedrawnRoadSigns : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("road_signs");

    /// <summary>Relative to the folder of the images, with the bytes that were drawn.</summary>
    public IReadOnlyDictionary<string, byte[]> Photos { get; private set; } = new Dictionary<string, byte[]>();

    public async ValueTask InitializeAsync()
    {
        DrawProgram run = await DrawProgram.RunAsync(
            TestContext.Current.CancellationToken, "--output", folder.FullName, "--count", "2");
        run.ExitCode.ShouldBe(0, run.Output);
        Photos = folder.GetFiles("*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder.FullName, file.FullName), file => File.ReadAllBytes(file.FullName));
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
