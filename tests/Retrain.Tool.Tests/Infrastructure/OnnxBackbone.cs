using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// An ONNX model that the tool itself wrote, as a backbone for all tests of a class, and the bottlenecks of drawn images on it.
/// </summary>
public sealed class OnnxBackbone : IAsyncLifetime
{
    public const string Name = "lite0.onnx";

    private readonly TrainingRun run = new TrainingRun().DrawCached();

    /// <summary>The path of the model.</summary>
    public string Path => run.OutputOf(Name);

    public async ValueTask InitializeAsync()
    {
        (await run.TrainAsync("--output_onnx", Path)).ShouldSucceed().Output.ShouldContain(Path);
        (await run.TrainAsync("--architecture", Path, "--output_graph", run.OutputOf("output_graph.onnx"))).ShouldSucceed();
    }

    public ValueTask DisposeAsync()
    {
        run.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives a run a copy of the model, whose bottlenecks are in its cache.</summary>
    /// <returns>The path of the copy.</returns>
    internal string CopyTo(TrainingRun other)
    {
        string copy = other.OutputOf(Name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
        File.Copy(Path, copy);
        Directory.CreateDirectory(other.CacheDir);
        foreach (string file in Directory.EnumerateFiles(run.CacheDir))
        {
            File.Copy(file, System.IO.Path.Combine(other.CacheDir, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }
}
