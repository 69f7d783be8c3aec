using Retrain.Training.Summaries;

namespace Retrain.Training.Tests.Summaries;

public sealed class BackgroundWorkTests
{
    [Fact]
    public void IsDoneInOrder()
    {
        using BackgroundWork work = new();
        List<int> done = [];
        for (int i = 0; i < 50; i++)
        {
            int number = i;
            work.Add(() => done.Add(number));
        }

        work.Finish();

        done.ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public void ThatFailsIsReportedAndEndsTheRest()
    {
        using BackgroundWork work = new();
        bool went = false;
        work.Add(() => throw new IOException("the disk is full"));

        Should.Throw<IOException>(() =>
        {
            // The first of these calls after the failure reports it; none waits for ever.
            for (int i = 0; i < 10; i++)
            {
                work.Add(() => went = true);
            }

            work.Finish();
        }).Message.ShouldBe("the disk is full");
        went.ShouldBeFalse();
    }
}
