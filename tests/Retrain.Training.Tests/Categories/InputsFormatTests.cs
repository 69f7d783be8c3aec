using CsCheck;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Categories;

namespace Retrain.Training.Tests.Categories;

public sealed class InputsFormatTests
{
    [Fact]
    public void AnyFieldsAreOneLineAndComeBack() => NastyNames.Any.Array[1, 5].Sample(fields =>
    {
        string line = InputsFormat.Line(fields);
        using StringReader reader = new(line);

        return reader.ReadLine() == line && InputsFormat.Fields(line).SequenceEqual(fields);
    });

    [Fact]
    public void AnyNamesOfAnInputsFileReachTheEngine() => NastyNames.Any.Array[2, 6].Sample(
        names =>
        {
            using TemporaryFolder folder = new();
            string[] labels = [.. names.Distinct()];
            File.WriteAllLines(
                folder.PathOf("Model.inputs"),
                [InputsFormat.FirstLine, .. labels.Select(label => InputsFormat.Line(InputsFormat.Image, label, "/x/" + label, "1.jpg"))]);
            List<Diagnostic> problems = [];

            try
            {
                string[] read = [.. ProjectInputs.Read(folder.PathOf("Model.inputs"))
                    .Categories(strict: false, isSplit: false, problems.Add, TestContext.Current.CancellationToken)
                    .Categories.Select(category => category.Label)];
                return read.SequenceEqual(labels);
            }
            catch (RetrainException exception)
            {
                return exception.Diagnostic.Code is "RT1010" or "RT1011" && NastyNames.IsInert(exception.Message);
            }
        },
        iter: 50);
}
