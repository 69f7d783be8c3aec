using Retrain.Runtime;
using Retrain.Training.Shards;

namespace Retrain.Training.Tests.Shards;

public sealed class ArrayIndexTests
{
    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID", "1", 1)]
    [InlineData("SLURM_ARRAY_TASK_ID", "64", 64)]
    [InlineData("JOB_COMPLETION_INDEX", "0", 1)]
    [InlineData("JOB_COMPLETION_INDEX", "63", 64)]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX", "0", 1)]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX", "63", 64)]
    public void TheSchedulerGivesTheNumber(string variable, string value, int number) =>
        ArrayIndex.Find(name => name == variable ? value : null, 64).ShouldBe(new Shard(number, 64));

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID", "0", "is 0, and the 64 parts have the numbers 1 to 64; number the array from 1 (")]
    [InlineData("SLURM_ARRAY_TASK_ID", "65", "number the array from 1 (--array=1-64 of sbatch)")]
    [InlineData("JOB_COMPLETION_INDEX", "64", "which counts from 0 and so is part 65 of 64")]
    [InlineData("JOB_COMPLETION_INDEX", "-1", "part 0 of 64")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX", "2147483647", "part 2147483648 of 64")]
    public void ANumberOutOfRangeSaysHowToNumberTheArray(string variable, string value, string expected)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => ArrayIndex.Find(name => name == variable ? value : null, 64));

        exception.Diagnostic.Code.ShouldBe("RT4073");
        exception.Diagnostic.Message.ShouldContain(expected);
    }

    [Fact]
    public void OutsideOfAnArrayThereIsNoNumber()
    {
        RetrainException exception = Should.Throw<RetrainException>(() => ArrayIndex.Find(_ => "", 64));

        exception.Diagnostic.Code.ShouldBe("RT4074");
        ArrayIndex.VariableNames.ShouldAllBe(variable => exception.Diagnostic.Message.Contains(variable, StringComparison.Ordinal));
        exception.Diagnostic.Message.ShouldContain("--shard 1/64");
    }

    [Fact]
    public void TwoSchedulersMustAgree()
    {
        Dictionary<string, string?> variables = new() { ["SLURM_ARRAY_TASK_ID"] = "3", ["JOB_COMPLETION_INDEX"] = "2" };
        ArrayIndex.Find(name => variables.GetValueOrDefault(name), 64).ShouldBe(new Shard(3, 64));
        variables["JOB_COMPLETION_INDEX"] = "3";

        RetrainException exception =
            Should.Throw<RetrainException>(() => ArrayIndex.Find(name => variables.GetValueOrDefault(name), 64));

        exception.Diagnostic.Code.ShouldBe("RT4075");
        exception.Diagnostic.Message.ShouldStartWith(
            "SLURM_ARRAY_TASK_ID says that this is part 3, and JOB_COMPLETION_INDEX that it is part 4;");
    }

    [Theory]
    [InlineData("three")]
    [InlineData("3.0")]
    [InlineData("99999999999")]
    public void AValueThatIsNotANumberIsNamed(string value)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => ArrayIndex.Find(_ => value, 64));

        exception.Diagnostic.ToString().ShouldStartWith($"error RT4076: '{value}' in SLURM_ARRAY_TASK_ID is not a number;");
    }
}
