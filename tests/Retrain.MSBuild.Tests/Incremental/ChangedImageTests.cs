using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class ChangedImageTests(TrainedProject trained)
{
    [Fact]
    public async Task Retrains()
    {
        UserProject project = await trained.BuiltAsync();
        project.WriteImage("photos/circles/1.jpg", category: 0, seed: 1001);

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(1 new)");

        (await project.TrainAsync()).ShouldNotTrain();
    }

    [Fact]
    public async Task OfTheSameBytesTrainsNothing()
    {
        UserProject project = await trained.BuiltAsync();
        DateTime written = File.GetLastWriteTimeUtc(project.ModelFile(".output_graph.pb"));
        File.SetLastWriteTimeUtc(project.PathOf("photos/circles/2.jpg"), DateTime.UtcNow.AddMinutes(-1));

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("Flowers: the images are those that it was trained on");

        File.GetLastWriteTimeUtc(project.ModelFile(".output_graph.pb")).ShouldBe(written);
        (await project.TrainAsync()).ShouldNotTrain();
    }

    [Fact]
    public async Task OfTheSameSizeAndTimeRetrains()
    {
        UserProject project = await trained.BuiltAsync();
        (string first, string second) = (project.PathOf("photos/circles/3.jpg"), project.PathOf("photos/circles/4.jpg"));
        byte[] photo = File.ReadAllBytes(first);
        DateTime written = File.GetLastWriteTimeUtc(first);
        byte[] other = File.ReadAllBytes(second);
        int size = Math.Max(photo.Length, other.Length);
        WriteAt(written, (first, photo), (second, other));
        (await project.TrainAsync()).ShouldSucceed();
        WriteAt(written, (first, other), (second, photo));

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");

        // Zeros after the end change no photo.
        void WriteAt(DateTime time, params (string Path, byte[] Bytes)[] files)
        {
            foreach ((string path, byte[] bytes) in files)
            {
                File.WriteAllBytes(path, [.. bytes, .. new byte[size - bytes.Length]]);
                File.SetLastWriteTimeUtc(path, time);
            }
        }
    }
}
