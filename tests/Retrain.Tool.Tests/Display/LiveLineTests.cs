using Retrain.Tool.Display;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Display;

public sealed class LiveLineTests
{
    private readonly FakeTerminal fake = new(40);
    private readonly LiveLine line;

    public LiveLineTests() => line = new LiveLine(fake.Terminal);

    [Fact]
    public void ShowsTheLastTextAlone()
    {
        line.Show("a long text", "████");
        line.Show("short");

        fake.Screen.ShouldBe(["short"]);
    }

    [Fact]
    public void IsNeverEmptyBetweenTwoTexts()
    {
        line.Show("first");
        string before = fake.Written;
        line.Show("second");

        // The text is written over the last one, and what is left of that is erased at the end.
        fake.Written[before.Length..].ShouldBe("\rsecond\e[K");
        fake.Written.ShouldNotContain("\e[?25l", Case.Sensitive, "a hidden cursor stays hidden where the process is killed");
    }

    [Fact]
    public void LeavesNothingBehindWhenItIsCleared()
    {
        line.Show("text", "████");
        line.Clear();
        fake.Terminal.DrawLine("a warning");
        line.Show("more");
        line.Clear();

        fake.Screen.ShouldBe(["a warning", ""]);
    }

    [Fact]
    public void WritesNothingWhenThereIsNothingToClear()
    {
        line.Clear();
        line.Keep();

        fake.Written.ShouldBeEmpty();
    }

    [Fact]
    public void StaysAboveWhatFollowsWhenItIsKept()
    {
        line.Show("done");
        line.Keep();
        line.Show("next");
        line.Clear();

        fake.Screen.ShouldBe(["done", ""]);
    }

    [Fact]
    public void TakesBackTheLinesThatANarrowerWindowWrappedItInto()
    {
        line.Show(new string('x', 39));
        string before = fake.Written;
        fake.Columns = 15;
        line.Show("short");

        // 39 columns are three lines of 15.
        fake.Written[before.Length..].ShouldBe("\e[2A\r\e[Jshort\e[K");
    }
}
