using Retrain.Runtime;
using Retrain.Training.Files;

namespace Retrain.Training.Tests.Files;

public sealed class GuardedReadTests
{
    [Fact]
    public void ReturnsWhatWasRead() => GuardedRead.Of("a.jpg", path => path.Length).ShouldBe(5);

    [Fact]
    public void NamesThePathThatCannotBeRead()
    {
        RetrainException exception = Should.Throw<RetrainException>(
            () => GuardedRead.Of<int>("a.jpg", _ => throw new UnauthorizedAccessException("Access is denied.")));

        exception.Diagnostic.Code.ShouldBe("RT1005");
        exception.Diagnostic.Origin.ShouldBe("a.jpg");
        exception.Diagnostic.Message.ShouldStartWith("cannot be read: Access is denied;");
    }

    [Fact]
    public void LetsOtherExceptionsPass() =>
        Should.Throw<InvalidOperationException>(() => GuardedRead.Of<int>("a.jpg", _ => throw new InvalidOperationException()));
}
