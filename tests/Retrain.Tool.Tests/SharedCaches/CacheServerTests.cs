using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.SharedCaches;

/// <summary>Processes that share what others' servers keep: nginx with a certificate, and Swift with the language of S3.</summary>
public sealed class CacheServerTests : IDisposable
{
    private readonly PackedTool packedTool;
    private readonly TrainingRun first = new TrainingRun().Draw();
    private readonly TrainingRun second = new TrainingRun().Draw();

    public CacheServerTests(PackedTool packedTool)
    {
        this.packedTool = packedTool;

        // No other test has these photos: bytes after the end of an image change nothing but its digest.
        byte[] end = Guid.NewGuid().ToByteArray();
        foreach (string photo in new[] { first, second }.SelectMany(
            run => Directory.EnumerateFiles(run.ImageDir, "*", SearchOption.AllDirectories)))
        {
            File.AppendAllBytes(photo, end);
        }
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void TheDocumentationHasTheConfigurationThatIsTried() =>
        string.Join('\n', MarkdownPage.At("docs/shared-cache.md").Blocks.Single(block => block.Language == "nginx").Lines).ShouldBe(
            File.ReadAllText(Repository.PathOf("tests/engines/nginx-cache.conf")).ReplaceLineEndings("\n").TrimEnd());

    [Fact]
    public async Task NginxIsBelievedWithTheCertificateOfItsAuthority()
    {
        Dictionary<string, string?> environment = new()
        {
            ["SSL_CERT_FILE"] = CacheEngine.Nginx.Require().PathOf("tls.crt"),
            ["RETRAIN_CACHE_URL"] = CacheEngine.Nginx.Address("https", "rw:rwpass"),
            ["RETRAIN_CACHE_PATIENCE"] = "300",
        };

        await SharesAsync(environment);
    }

    [Fact]
    public async Task NginxIsNotBelievedWithoutIt()
    {
        Dictionary<string, string?> environment = new()
        {
            ["RETRAIN_CACHE_URL"] = CacheEngine.Nginx.Require().Address("https", "rw:rwpass"),
            ["RETRAIN_CACHE_PATIENCE"] = "300",
        };

        ToolRun run = await TrainAsync(first, environment);

        run.Error.ShouldContain("RT3024");
        run.Error.ShouldNotContain("rwpass");
    }

    [Fact]
    public async Task PasswordsComeFromNetrc()
    {
        first.Folder.Write("netrc", "machine localhost login rw password rwpass\n"u8);
        Dictionary<string, string?> environment = new()
        {
            ["SSL_CERT_FILE"] = CacheEngine.Nginx.Require().PathOf("tls.crt"),
            ["NETRC"] = first.Folder.PathOf("netrc"),
            ["RETRAIN_CACHE_URL"] = CacheEngine.Nginx.Address("https"),
            ["RETRAIN_CACHE_PATIENCE"] = "300",
        };

        await SharesAsync(environment);
    }

    [Fact]
    public async Task SwiftSharesWhatIsInABucket()
    {
        string bucket = await S3Bucket.MakeAsync();

        await SharesAsync(S3Bucket.Environment($"{bucket}/team/photos"));
    }

    // In the package, Amazon's SDK has only what is used.
    [Fact]
    public async Task SoDoesTheToolFromItsPackage()
    {
        string bucket = await S3Bucket.MakeAsync();

        await SharesAsync(S3Bucket.Environment($"{bucket}/team/photos"), await packedTool.CommandAsync());
    }

    [Fact]
    public async Task AWrongSecretIsToldOnce()
    {
        string bucket = await S3Bucket.MakeAsync();

        ToolRun run = await TrainAsync(second, S3Bucket.Environment(bucket, "wrong"));

        run.Error.ShouldContain($"{bucket} : warning RT3024");
        run.Error.ShouldContain("SignatureDoesNotMatch");
        run.Error.ShouldNotContain("RT3025");
    }

    [Fact]
    public async Task AMissingBucketIsToldOnce()
    {
        CacheEngine.Swift.Require();

        ToolRun run = await TrainAsync(second, S3Bucket.Environment("s3://no-such-bucket"));

        run.Error.ShouldContain("NoSuchBucket");
        run.Error.ShouldNotContain("RT3025");
    }

    private async Task SharesAsync(Dictionary<string, string?> environment, params string[] command)
    {
        ToolRun computed = await TrainAsync(first, environment, command);
        ToolRun read = await TrainAsync(second, new(environment) { ["RETRAIN_CACHE_READ_ONLY"] = "true" }, command);

        computed.Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");
        read.Output.ShouldContain("Bottlenecks: 48 cached (48 of them in the shared cache), 0 computed");
        (computed.Error + read.Error).ShouldNotContain("RT30");
        File.ReadAllBytes(second.Graph).ShouldBe(File.ReadAllBytes(first.Graph));
    }

    private static async Task<ToolRun> TrainAsync(TrainingRun run, Dictionary<string, string?> environment, params string[] command)
    {
        string[] start = command.Length > 0 ? command : ["dotnet", ToolProcess.ToolPath];
        ToolRun trained = await ChildProcess.RunAsync(
            start[0], [.. start[1..], .. run.Arguments("--how_many_training_steps", "50")],
            new(environment) { ["RETRAIN_CACHE_DIR"] = run.CacheDir }, TestContext.Current.CancellationToken);
        trained.ShouldSucceed();
        return trained;
    }
}
