using CsCheck;
using Retrain.Runtime.Models;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Manifests;

namespace Retrain.Training.Tests.Manifests;

public sealed class LabelsFileTests
{
    // A label with a line break is refused before (RT1011).
    private static readonly Gen<string> Labels = NastyNames.Any.Where(name => name.IndexOfAny(['\n', '\r']) < 0);

    [Fact]
    public void EveryLabelComesBack() => Labels.Array[1, 6].Sample(labels =>
    {
        using MemoryStream stream = new();
        LabelsFile.Write(stream, labels);
        stream.Position = 0;

        return LabelsReader.Read(stream).SequenceEqual(labels);
    });
}
