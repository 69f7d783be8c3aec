using System.Formats.Tar;
using System.IO.Compression;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Backbones;

[Collection(DownloadRun.Collection)]
public sealed class FailedDownloadTests : IDisposable
{
    private readonly DownloadRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task AMissingFileSaysWhichAndWhereToPutIt()
    {
        ToolRun failed = await run.TrainAsync();

        failed.ShouldFail(1, "RT2040").Error.ShouldContain(
            $"{run.Server.Address}models/mobilenet_v1_0.25_128_frozen.tgz cannot be downloaded: the server answered 404 Not Found;");
        failed.Error.ShouldContain($"save that file as '{run.Archive}' or the graph from it as '{run.Graph}'");
        run.Training.OutputNames().ShouldBeEmpty();
    }

    [Fact]
    public async Task OfflineSaysSo()
    {
        run.Server.Stop();

        (await run.TrainAsync()).ShouldFail(1, "RT2040").Error.ShouldContain("the server cannot be reached (are you offline?)");
    }

    [Fact]
    public async Task AFileOfAnotherSizeThanThePublishedOneIsThrownAway()
    {
        run.Server.Files["/models/image/imagenet/inception-2015-12-05.tgz"] =
            PublishedGraph.Archive("classify_image_graph_def.pb", PublishedGraph.Inception());

        ToolRun failed = await run.TrainAsync("--architecture", "inception_v3");

        failed.ShouldFail(1, "RT2041").Error.ShouldContain("instead of the expected 88931400");
        Directory.EnumerateFiles(run.ModelDir).Select(path => Path.GetFileName(path)).ShouldBe(["inception-2015-12-05.tgz.lock"]);
    }

    [Theory]
    [InlineData("../../mobilenet_v1_0.25_128/frozen_graph.pb")]
    [InlineData("mobilenet_v1_0.25_128/../../frozen_graph.pb")]
    [InlineData("/frozen_graph.pb")]
    public async Task APathThatLeadsElsewhereIsNotTheGraph(string name)
    {
        run.Serve(PublishedGraph.Archive(name, PublishedGraph.MobileNet()));

        await FailsWithoutGraph(
            "the archive does not contain 'mobilenet_v1_0.25_128/frozen_graph.pb'; delete the file to download it again.");

        Directory.EnumerateFiles(run.Training.Folder.Path, "frozen_graph.pb", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task ALinkIsNotTheGraph()
    {
        string secret = run.Training.Folder.Write("secret.pb", PublishedGraph.MobileNet()).PathOf("secret.pb");
        run.Serve(PublishedGraph.Archive(new PaxTarEntry(TarEntryType.SymbolicLink, PublishedGraph.GraphPath) { LinkName = secret }));

        await FailsWithoutGraph("is a SymbolicLink, not a file");
    }

    [Fact]
    public async Task ATruncatedArchiveIsAnError()
    {
        byte[] whole = PublishedGraph.Archive(PublishedGraph.GraphPath, PublishedGraph.MobileNet());
        run.Serve(whole[..(whole.Length / 2)]);

        await FailsWithoutGraph("the archive is truncated or damaged");
    }

    [Fact]
    public async Task AByteThatChangedOnTheWayIsAnError()
    {
        byte[] archive = PublishedGraph.Archive(PublishedGraph.GraphPath, PublishedGraph.MobileNet());
        archive[^5] ^= 1; // in the checksum that ends a gzip stream
        run.Serve(archive);

        await FailsWithoutGraph("the archive is truncated or damaged");
    }

    [Fact]
    public async Task WhatIsNoArchiveIsAnError()
    {
        run.Serve("<html>Sign in to continue</html>"u8.ToArray());

        await FailsWithoutGraph("the archive is truncated or damaged");
    }

    [Fact]
    public async Task AnArchiveThatUnpacksWithoutEndIsRefusedByItsHeader()
    {
        run.Serve(HeaderOfLargeFile());

        await FailsWithoutGraph("the archive unpacks to more than 1024 MiB");
    }

    [Fact]
    public async Task AModelDirThatIsAFileIsAnError()
    {
        run.Training.Folder.Write("imagenet", 1);

        (await run.TrainAsync()).ShouldFail(1, "RT2044");
    }

    [Fact]
    public async Task AnAddressThatIsNoneIsAnError()
    {
        ToolRun failed = await ChildProcess.RunAsync(
            "dotnet",
            [ToolProcess.ToolPath, .. run.Training.Arguments("--architecture", "mobilenet_0.25_128", "--model_dir", run.ModelDir)],
            new Dictionary<string, string?> { ["RETRAIN_DOWNLOAD_URL"] = "mirror/tensorflow" }, TestContext.Current.CancellationToken);

        failed.ShouldFail(1, "RT2043");
    }

    private async Task FailsWithoutGraph(string reason)
    {
        (await run.TrainAsync()).ShouldFail(1, "RT2042").Error.ShouldContain(reason);

        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(run.Graph)!).ShouldBeEmpty();
        run.Training.OutputNames().ShouldBeEmpty();
    }

    // The header alone says how much would come; nothing of it needs to be there.
    private static byte[] HeaderOfLargeFile()
    {
        byte[] tar = new byte[1024];
        using (MemoryStream stream = new())
        {
            using (TarWriter writer = new(stream, leaveOpen: true))
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, PublishedGraph.GraphPath));
            }

            stream.ToArray().AsSpan(0, 512).CopyTo(tar);
        }

        // ustar: the size at 124, 11 octal digits; the checksum at 148, six octal digits, the sum of the header with blanks in its place.
        "17777777777"u8.CopyTo(tar.AsSpan(124));
        "        "u8.CopyTo(tar.AsSpan(148));
        int checksum = tar.AsSpan(0, 512).ToArray().Sum(value => value);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(checksum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar.AsSpan(148));
        using MemoryStream bytes = new();
        using (GZipStream compressed = new(bytes, CompressionLevel.Fastest))
        {
            compressed.Write(tar);
        }

        return bytes.ToArray();
    }
}
