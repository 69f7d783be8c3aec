using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Downloads;
using Retrain.Training.Events;
using Retrain.Training.Hubs;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Hubs;

public sealed class HubRepositoryTests(HubServer hub) : IClassFixture<HubServer>
{
    private static readonly byte[] Network = [.. Enumerable.Repeat((byte)0xFF, 300_000)];
    private static readonly byte[] Processor = """{"image_processor_type":"ViTImageProcessor"}"""u8.ToArray();

    private readonly HubServer hub = hub.Running();
    private readonly List<TrainingEvent> events = [];

    [Fact]
    public void FilesLieInTheLayoutOfTheUsualCacheAndAreNotAskedForAgain()
    {
        Publish("open/net");

        HubSnapshot first = Open("hf:open/net");
        HubSnapshot second = Open("hf:open/net", offline: true);

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(Network));
        string repository = Path.Combine(
            hub.CacheOf(nameof(FilesLieInTheLayoutOfTheUsualCacheAndAreNotAskedForAgain)), "models--open--net");
        second.ShouldBe(first);
        first.Folder.ShouldBe(Path.Combine(repository, "snapshots", first.Commit));
        first.Network.ShouldBe(Path.Combine(first.Folder, "model.onnx"));
        File.ReadAllText(Path.Combine(repository, "refs", "main")).ShouldBe(first.Commit);
        File.ReadAllBytes(Path.Combine(repository, "blobs", sha256)).ShouldBe(Network);
        File.ReadAllBytes(Path.Combine(first.Folder, "preprocessor_config.json")).ShouldBe(Processor);
        File.Exists(Path.Combine(repository, ".no_exist", first.Commit, "config.json")).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            new FileInfo(first.Network).LinkTarget.ShouldBe($"../../blobs/{sha256}");
        }
    }

    [Fact]
    public void FilesOfTheUsualClientAreFoundWithoutTheHub()
    {
        string commit = new('a', 40);
        string repository = Path.Combine(hub.CacheOf(nameof(FilesOfTheUsualClientAreFoundWithoutTheHub)), "models--down--net");
        Put(Path.Combine(repository, "refs", "main"), Encoding.ASCII.GetBytes(commit));
        Put(Path.Combine(repository, "snapshots", commit, "onnx", "model.onnx"), Network);
        Put(Path.Combine(repository, "snapshots", commit, "preprocessor_config.json"), Processor);

        Open("hf:down/net").Network.ShouldEndWith(Path.Combine(commit, "onnx", "model.onnx"));
        Open($"hf:down/net@{commit}:onnx/model.onnx").Commit.ShouldBe(commit);
    }

    [Fact]
    public void ADamagedFileInTheCacheIsDownloadedAgain()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "without links, nothing names the content of a file");
        Publish("open/damaged");
        string network = Open("hf:open/damaged").Network;
        File.WriteAllBytes(new FileInfo(network).ResolveLinkTarget(true)!.FullName, Processor);

        Open("hf:open/damaged");

        File.ReadAllBytes(network).ShouldBe(Network);
    }

    [Fact]
    public void AGatedRepositoryNeedsTheRightTokenWhichStaysWithTheHub()
    {
        Publish("gated/net");

        Problem("hf:gated/net").ShouldContain("RT2068");
        Problem("hf:gated/net", token: "wrong").ShouldContain("HF_TOKEN");
        File.ReadAllBytes(Open("hf:gated/net", token: "right").Network).ShouldBe(Network); // the other server refuses a token
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("cut")]
    public void ABusyHubAndCutConnectionsStillGiveTheWholeFile(string owner)
    {
        Publish($"{owner}/net");

        File.ReadAllBytes(Open($"hf:{owner}/net", patience: 6).Network).ShouldBe(Network);
    }

    [Fact]
    public void WrongBytesAreDiscarded()
    {
        Publish("liar/net");

        Problem("hf:liar/net").ShouldContain("RT2072");

        Directory.EnumerateFiles(Path.Combine(hub.CacheOf(nameof(WrongBytesAreDiscarded)), "models--liar--net", "blobs")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("slow")]
    public void AServerThatHardlySendsIsGivenUpAndThePartIsKept(string owner)
    {
        Publish($"{owner}/net");

        Problem($"hf:{owner}/net", patience: 0.5).ShouldContain("RT2071");

        string blobs = Path.Combine(hub.CacheOf(nameof(AServerThatHardlySendsIsGivenUpAndThePartIsKept)), $"models--{owner}--net", "blobs");
        new FileInfo(Directory.EnumerateFiles(blobs, "*.part").ShouldHaveSingleItem()).Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("down", "the server answered 503")]
    [InlineData("loop", "the server redirects more than 10 times")]
    [InlineData("inward", "the server redirects to 'file:///etc/hostname', which is not an http or https address")]
    public void AFailureSaysWhichFilesToPutWhere(string owner, string reason)
    {
        Publish($"{owner}/other");

        string problem = Problem($"hf:{owner}/other");

        problem.ShouldContain($"RT2071: hf:{owner}/other cannot be downloaded: {reason}");
        problem.ShouldContain("save 'model.onnx', its external data if it has any, and 'preprocessor_config.json'");
        problem.ShouldContain(Path.Combine($"models--{owner}--other", "snapshots", "COMMIT"));
    }

    [Fact]
    public void WhatTheHubDoesNotHaveIsNamed()
    {
        Publish("open/two");
        hub.Publish("open/several", "a.onnx", Network).Publish("open/several", "b.onnx", Network).Publish("open/none", "x.bin", Network);

        Problem("hf:open/nothing").ShouldContain("RT2067");
        Problem("hf:open/nothing", token: "any").ShouldContain("RT2067");
        Problem("hf:open/two@v9").ShouldContain("RT2069: open/two has no revision 'v9'");
        Problem("hf:open/two:other.onnx").ShouldContain("RT2070: open/two has no file 'other.onnx'");
        Problem("hf:open/several").ShouldContain("as in hf:open/several:a.onnx (it has a.onnx, b.onnx)");
        Problem("hf:open/none").ShouldContain("RT2070");
        Open("hf:open/several:b.onnx").Network.ShouldEndWith("b.onnx");
    }

    [Theory]
    [InlineData("hf:net")]
    [InlineData("hf:../net")]
    [InlineData("hf:open/net@../x")]
    [InlineData("hf:open/net:../x.onnx")]
    [InlineData("hf:open/net:/x.onnx")]
    [InlineData("hf:open/net:x.pb")]
    [InlineData("hf:a--b/net")]
    [InlineData("hf:open/net@")]
    public void AnAddressThatIsNoneIsAnError(string address) => Problem(address).ShouldContain("RT2065");

    [Fact]
    public async Task TwoAtOnceDownloadOnce()
    {
        Publish("open/twice");
        Lock gate = new();
        HubSnapshot Get() => new HubRepository(HubAddress.Parse("hf:open/twice"), hub.Settings(nameof(TwoAtOnceDownloadOnce)), found =>
        {
            lock (gate)
            {
                events.Add(found);
            }
        }).Open(TestContext.Current.CancellationToken);

        HubSnapshot[] snapshots = await Task.WhenAll(Task.Run(Get), Task.Run(Get));

        snapshots[0].ShouldBe(snapshots[1]);
        events.OfType<DownloadStarted>().Count().ShouldBe(2); // the network and its processor file
    }

    [Fact]
    public void CancellingKeepsWhatHasArrived()
    {
        Publish("slow/cancelled");
        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        string blobs = Path.Combine(hub.CacheOf(nameof(CancellingKeepsWhatHasArrived)), "models--slow--cancelled", "blobs");
        HubRepository repository = new(HubAddress.Parse("hf:slow/cancelled"), hub.Settings(nameof(CancellingKeepsWhatHasArrived)), found =>
        {
            if (found is DownloadProgressed { DoneBytes: > 0 })
            {
                cancelled.Cancel();
            }
        });

        Should.Throw<OperationCanceledException>(() => repository.Open(cancelled.Token));

        new FileInfo(Directory.EnumerateFiles(blobs, "*.part").ShouldHaveSingleItem()).Length.ShouldBeGreaterThan(0);
    }

    private static void Put(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private void Publish(string repository) =>
        hub.Publish(repository, "model.onnx", Network).Publish(repository, "preprocessor_config.json", Processor);

    private HubSnapshot Open(
        string address, string? token = null, bool offline = false, double patience = 60, [CallerMemberName] string test = "") =>
        new HubRepository(HubAddress.Parse(address), hub.Settings(test, token, offline, patience), events.Add)
            .Open(TestContext.Current.CancellationToken);

    private string Problem(string address, string? token = null, double patience = 60, [CallerMemberName] string test = "") =>
        Should.Throw<RetrainException>(() => Open(address, token, false, patience, test)).Message;
}
