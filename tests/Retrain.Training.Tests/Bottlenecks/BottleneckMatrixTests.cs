using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Bottlenecks;

public sealed class BottleneckMatrixTests
{
    private const int InMemory = 3;
    private const int InAFile = 5_000; // 25 MB

    [Theory]
    [InlineData(InMemory, 20)]
    [InlineData(InAFile, 1270)]
    public void RowsAreApartAndPaddedWithZeros(int count, int length)
    {
        using BottleneckMatrix matrix = new(count, length);
        matrix.Write(0, Row(length, 1));
        matrix.Write(count - 1, Row(length, 2));

        matrix.PaddedRow(0).Length.ShouldBe(matrix.Stride);
        matrix.PaddedRow(0)[..length].ToArray().ShouldBe(Row(length, 1));
        matrix.PaddedRow(0)[length..].ToArray().ShouldAllBe(value => value == 0);
        matrix.PaddedRow(count - 1)[..length].ToArray().ShouldBe(Row(length, 2));
        matrix.PaddedRow(count - 1)[length..].ToArray().ShouldAllBe(value => value == 0);
    }

    [Theory]
    [InlineData(InMemory, 20)]
    [InlineData(InAFile, 1270)]
    public unsafe void ABatchIsThereAsAWholeRowsThatOccurTwiceIncluded(int count, int length)
    {
        using BottleneckMatrix matrix = new(count, length);
        matrix.Write(0, Row(length, 1));
        matrix.Write(count - 1, Row(length, 2));
        matrix.PaddedRow(0);

        ReadOnlySpan<nint> rows = matrix.Fetch([Examples.Of(count - 1, 0), Examples.Of(0, 0), Examples.Of(count - 1, 1)]);

        new[] { *(float*)rows[0], *(float*)rows[1], *(float*)rows[2] }.ShouldBe([2, 1, 2]);
    }

    [Theory]
    [InlineData(InMemory, 20)]
    [InlineData(InAFile, 1270)]
    public void ScalingMultipliesEveryRow(int count, int length)
    {
        using BottleneckMatrix matrix = new(count, length);
        matrix.Write(count - 1, Row(length, 3));

        matrix.Scale(0.1f);

        matrix.PaddedRow(count - 1)[0].ShouldBe(3 * 0.1f);
        matrix.PaddedRow(count - 1)[0].ShouldBe(3 * 0.1f, "reading twice does not scale twice");
    }

    [Theory]
    [InlineData(InMemory, 20)]
    [InlineData(InAFile, 1270)]
    public void ThreadsReadAtOnceThroughViewsOfTheirOwn(int count, int length)
    {
        using BottleneckMatrix matrix = new(count, length);
        for (int row = 0; row < count; row++)
        {
            matrix.Write(row, Row(length, row));
        }

        matrix.Scale(2);

        Parallel.For(0, 4, thread =>
        {
            using BottleneckMatrix view = matrix.View();
            for (int row = thread % count; row < count; row += 4)
            {
                ReadOnlySpan<float> values = view.PaddedRow(row);
                values[..length].ToArray().ShouldAllBe(value => value == 2 * row);
                values[length..].ToArray().ShouldAllBe(value => value == 0);
            }
        });

        matrix.PaddedRow(1)[..length].ToArray().ShouldBe(Row(length, 2), "the views are gone, the rows are not");
    }

    [Fact]
    public void NothingIsLeftBehindByALargeOne()
    {
        using TemporaryFolder folder = new();
        using (BottleneckMatrix matrix = new(InAFile, 1280, folder.Path))
        {
            matrix.Write(InAFile - 1, Row(1280, 1));
        }

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void AFileThatCannotBeMadeIsAnError()
    {
        using TemporaryFolder folder = new();

        RetrainException exception = Should.Throw<RetrainException>(() => new BottleneckMatrix(InAFile, 1280, folder.PathOf("none")));

        exception.Diagnostic.Code.ShouldBe("RT3006");
        exception.Diagnostic.Origin!.ShouldStartWith(folder.PathOf("none"));
        exception.Diagnostic.Message.ShouldContain("24 MB");
    }

    private static float[] Row(int length, float value) => [.. Enumerable.Repeat(value, length)];
}
