using Retrain.Training.Caching;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public sealed class BottleneckClaimsTests : IDisposable
{
    private readonly CacheFixture fixture = new();
    private readonly BottleneckCache first;
    private readonly BottleneckCache second;

    public BottleneckClaimsTests()
    {
        first = fixture.Open();
        second = fixture.Open();
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        fixture.Dispose();
    }

    [Fact]
    public void WhatOneRunComputesNoOtherDoes()
    {
        Take(first, 0, 1, 2).ShouldBe([true, true, true]);

        Take(second, 2, 3, 0).ShouldBe([false, true, false]);
        Take(first, 0, 3).ShouldBe([true, false]);
    }

    [Fact]
    public void ClaimsEndWithTheirRun()
    {
        Take(first, 0, 1);

        first.Dispose();

        Take(second, 0, 1).ShouldBe([true, true]);
        fixture.Numbers("SELECT count(*) FROM claims").ShouldBe([[2]]);
    }

    [Fact]
    public void ReleasedClaimsAreFree()
    {
        Take(first, 0, 1);

        first.Claims.Release([CacheFixture.Key(0)]);
        second.Claims.Release([CacheFixture.Key(1)]);

        Take(second, 0, 1).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData("UPDATE runs SET process_start = 1")]
    [InlineData("UPDATE runs SET process = 0")]
    [InlineData("UPDATE runs SET host = 'elsewhere', began_seconds = 0")]
    [InlineData("UPDATE claims SET until_seconds = 1")]
    [InlineData("UPDATE claims SET until_seconds = 9000000000000")]
    [InlineData("DELETE FROM runs")]
    public void ClaimsOfADeadOrStoppedRunAreTakenOver(string whatHappened)
    {
        Take(first, 0);
        fixture.Execute(whatHappened);

        Take(second, 0).ShouldBe([true]);
    }

    [Fact]
    public void ARunOnAnotherMachineIsWaitedFor()
    {
        Take(first, 0);
        fixture.Execute("UPDATE runs SET host = 'elsewhere'");

        Take(second, 0).ShouldBe([false]);
    }

    [Fact]
    public void OldClaimsGoWithTheEndOfAnyRun()
    {
        Take(first, 0, 1);
        fixture.Execute("UPDATE claims SET until_seconds = 1");
        Take(second, 2);

        second.Dispose();

        fixture.Numbers("SELECT count(*) FROM claims").ShouldBe([[0]]);
    }

    private static bool[] Take(BottleneckCache cache, params int[] images) =>
        cache.Claims.Take([.. images.Select(CacheFixture.Key)]);
}
