using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

public static class SharedPushTests
{
    [Fact]
    public static void ASlowServerIsWaitedForAsLongAsItAnswers()
    {
        TimeSpan each = TimeSpan.FromMilliseconds(400), patience = TimeSpan.FromSeconds(3);
        const int Groups = 10;
        using StoreServer server = new();
        server.Fault = request =>
        {
            if (request.Method == "GET")
            {
                Thread.Sleep(each);
            }

            return null;
        };

        (SharedPush push, List<string> told) = Push(server, patience, Enumerable.Range(0, Groups), SharedFixture.Recipe.Length);

        (each * Groups).ShouldBeGreaterThan(patience);
        told.ShouldBeEmpty();
        push.Count.ShouldBe(Groups);
        push.LackingCount.ShouldBe(Groups);
    }

    [Fact]
    public static void WhatNoPackCanHoldIsNotWritten()
    {
        using StoreServer server = new();

        RetrainException refusal = Should.Throw<RetrainException>(() =>
            Push(server, TimeSpan.FromSeconds(60), [0], ((4 << 20) / sizeof(float)) + 1));

        refusal.Diagnostic.Code.ShouldBe("RT3056");
    }

    // A group for each image.
    private static (SharedPush Push, List<string> Told) Push(
        StoreServer server, TimeSpan longest, IEnumerable<int> images, int length)
    {
        SharedPatience patience = new(longest);
        SharedCacheOptions options = new() { Address = server.Address, WaitsForWrites = true, Patience = patience };
        List<string> told = [];
        using SharedCache shared = options.Open(problem => told.Add(problem.Code))!;
        SharedPush push = new(shared, patience);
        foreach (int image in images)
        {
            push.Add([(SharedFixture.Key(image), new float[length])], TestContext.Current.CancellationToken);
        }

        push.Finish(TestContext.Current.CancellationToken);
        return (push, told);
    }
}
