using Retrain.Tests.Infrastructure;
using Retrain.Training.Reports;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Reports of runs with many labels, which are generated, as training on so many photos takes long.</summary>
public sealed class ManyLabelsReport : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>The report's file, which is written once.</summary>
    public string PathOf(int labelCount)
    {
        string path = folder.PathOf($"{labelCount}.html");
        if (!File.Exists(path))
        {
            using GeneratedRun generated = new(labelCount);
            using FileStream file = File.Create(path);
            HtmlReport.Of(generated.Run, TestContext.Current.CancellationToken).Write(file);
        }

        return path;
    }

    public void Dispose() => folder.Dispose();
}
