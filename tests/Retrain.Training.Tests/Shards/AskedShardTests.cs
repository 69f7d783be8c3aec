using Retrain.Runtime;
using Retrain.Training.Shards;

namespace Retrain.Training.Tests.Shards;

public sealed class AskedShardTests
{
    [Theory]
    [InlineData("3/64", 3, 64)]
    [InlineData("1/1", 1, 1)]
    [InlineData("1000000/1000000", 1_000_000, 1_000_000)]
    public void ANumberIsThePart(string text, int number, int count)
    {
        AskedShard.TryParse(text, out AskedShard asked).ShouldBeTrue();

        asked.Find(_ => "7").ShouldBe(new Shard(number, count));
    }

    [Fact]
    public void AutoIsTheTaskOfAnArray()
    {
        AskedShard.TryParse("auto/64", out AskedShard asked).ShouldBeTrue();

        asked.Find(name => name == "SLURM_ARRAY_TASK_ID" ? "7" : null).ShouldBe(new Shard(7, 64));
    }

    [Theory]
    [InlineData("0/64")]
    [InlineData("65/64")]
    public void APartThatDoesNotExistIsRefused(string text)
    {
        AskedShard.TryParse(text, out AskedShard asked).ShouldBeTrue();

        Should.Throw<RetrainException>(() => asked.Find(_ => null)).Diagnostic.Code.ShouldBe("RT4073");
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("auto")]
    [InlineData("3/0")]
    [InlineData("3/1000001")]
    [InlineData("-3/64")]
    [InlineData("3/64/2")]
    [InlineData(" 3/64")]
    [InlineData("AUTO/64")]
    [InlineData("1e1/64")]
    public void AnythingElseIsNotAPart(string text) => AskedShard.TryParse(text, out _).ShouldBeFalse();
}
