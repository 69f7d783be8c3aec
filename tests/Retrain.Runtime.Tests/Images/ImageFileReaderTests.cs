using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

public sealed class ImageFileReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageFileReader reader = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFileOfAnySizeIsReadWhole()
    {
        byte[] large = new byte[1_000_000];
        new Random(1).NextBytes(large);
        folder.Write("large", large).Write("small", 1, 2, 3);

        reader.Read(folder.PathOf("large")).ToArray().ShouldBe(large);
        reader.Read(folder.PathOf("small")).ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task ANamedPipeIsNotWaitedFor()
    {
        string pipe = NamedPipe.Create(folder.PathOf("pipe.jpg"));
        string link = folder.PathOf("link.jpg");
        File.CreateSymbolicLink(link, pipe);

        await ShouldBeRefusedAsync(pipe);
        await ShouldBeRefusedAsync(link);
    }

    [Fact]
    public async Task ADeviceIsNotRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no devices in folders");

        await ShouldBeRefusedAsync("/dev/zero");
    }

    [Fact]
    public void AnEmptyFileIsNotAnImage() =>
        Should.Throw<RetrainException>(() => reader.Read(folder.Write("empty.jpg").PathOf("empty.jpg"))).Diagnostic.Code.ShouldBe("RT1003");

    [Fact]
    public void AFileThatIsNotThereIsAnIOException() =>
        Should.Throw<FileNotFoundException>(() => reader.Read(folder.PathOf("nowhere.jpg")));

    private async Task ShouldBeRefusedAsync(string path)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Task<ReadOnlyMemory<byte>> read = Task.Run(() => reader.Read(path), cancellationToken);

        RetrainException refused =
            await Should.ThrowAsync<RetrainException>(() => read.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken));

        refused.Message.ShouldStartWith($"{path} : error RT1003: the file is empty, or is a pipe, a socket or a device; ");
    }
}
