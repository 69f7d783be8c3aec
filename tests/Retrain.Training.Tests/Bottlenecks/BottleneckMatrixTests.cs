using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Tests.Bottlenecks;

public sealed class BottleneckMatrixTests
{
    [Theory]
    [InlineData(3, 20)]
    [InlineData(40_000, 1280)]
    public void RowsAreApartAndPaddedWithZeros(int count, int length)
    {
        using BottleneckMatrix matrix = new(count, length);
        matrix.Row(0).Fill(1);
        matrix.Row(count - 1).Fill(2);

        matrix.PaddedRow(0).Length.ShouldBe(matrix.Stride);
        matrix.PaddedRow(0)[length..].ToArray().ShouldAllBe(value => value == 0);
        matrix.Row(1).ToArray().ShouldAllBe(value => value == 0);
        matrix.Row(count - 1)[length - 1].ShouldBe(2);
    }

    [Fact]
    public void NothingIsLeftBehindByALargeOne()
    {
        using (BottleneckMatrix matrix = new(40_000, 1280))
        {
            matrix.Row(39_999).Fill(1);
        }

        Leftovers().ShouldBeEmpty();
    }

    private static string[] Leftovers() => Directory.GetFiles(Path.GetTempPath(), "retrain-*.bottlenecks");
}
