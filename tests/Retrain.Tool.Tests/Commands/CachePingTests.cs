using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class CachePingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task SaysHowFastAStoreIs()
    {
        ToolRun run = await PingAsync(folder.Path);

        run.ShouldSucceed().Output.ShouldMatch(
            @"^Shared cache: .+\nLook-up: (\d+\.\d|below 0\.1) ms\nWritten: 1\.0 MB in \d+\.\d ms, \d+ MB/s\n"
            + @"Read: 1\.0 MB in \d+\.\d ms, \d+ MB/s\nIt can be read and written\.\n$");
        string[] written = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        (await PingAsync(folder.Path, "--json")).ShouldSucceed();
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBe(written); // however often it is called
        written.Length.ShouldBe(2);
    }

    [Fact]
    public async Task WritesNothingWhereThatIsNotWanted()
    {
        ToolRun run = await PingAsync(folder.Path, "--shared_cache_read_only", "--json");

        JsonElement json = JsonDocument.Parse(run.ShouldSucceed().Output).RootElement;
        json.GetProperty("canBeRead").GetBoolean().ShouldBeTrue();
        json.TryGetProperty("canBeWritten", out _).ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task AServerThatMayOnlyBeReadIsSaidToBe()
    {
        using StoreServer server = new() { Fault = request => request.Method == "PUT" ? StoreServer.Status(403) : null };

        ToolRun run = await PingAsync(server.Address);

        run.ShouldFail(1, "RT3052").Error.ShouldContain("the server answered 403");
        (await PingAsync(server.Address, "--shared_cache_read_only")).ShouldSucceed();
    }

    [Theory]
    [InlineData("loses", "what was written there is not found")]
    [InlineData("lies", "it gives other bytes than were written")]
    [InlineData("401", "the server answered 401 Told")]
    [InlineData("not HTTP", "the server does not answer in HTTP")]
    [InlineData("ends", "the server ended the connection before its answer was whole")]
    public async Task AServerThatCannotBeReadIsSaidToBe(string trouble, string reason)
    {
        using StoreServer server = new();
        server.Fault = request => trouble switch
        {
            "401" => StoreServer.Status(401),
            "not HTTP" => stream => stream.WriteAsync("SSH-2.0-x\r\n"u8.ToArray()).AsTask(),
            "ends" => _ => Task.CompletedTask,
            "loses" => request.Method == "GET" ? StoreServer.Status(404) : null,
            _ => request.Method == "GET" && server.Objects.ContainsKey(request.Path) ? StoreServer.Body([1, 2, 3], 3) : null,
        };

        ToolRun run = await PingAsync(server.Address.Replace("//", "//me:secret@", StringComparison.Ordinal));

        run.ShouldFail(1, "RT3051").Error.ShouldContain(reason);
        (run.Output + run.Error).ShouldNotContain("secret");
    }

    [Fact]
    public async Task AFolderThatIsNotThereIsSaidNotToBe() =>
        (await PingAsync(folder.PathOf("mnt"))).ShouldFail(1, "RT3051").Error.ShouldContain(
            "(the folder does not exist); make it, or mount its file system.");

    [Theory]
    [InlineData(500, "GET", "RT3051", "; look at the server's log.")]
    [InlineData(403, "GET", "RT3051", "; check the credentials.")]
    [InlineData(409, "PUT", "RT3052", "; make the folders ac and cas there, or pass --shared_cache_read_only if it need not be.")]
    [InlineData(507, "PUT", "RT3052", "; make room there, or pass --shared_cache_read_only if it need not be.")]
    public async Task TheAdviceFollowsTheAnswer(int status, string method, string code, string advice)
    {
        using StoreServer server = new() { Fault = request => request.Method == method ? StoreServer.Status(status) : null };

        (await PingAsync(server.Address)).ShouldFail(1, code).Error.ShouldEndWith($"){advice}\n");
    }

    [Fact]
    public async Task AFileIsNoFolder() =>
        (await PingAsync(folder.Write("file", 1).PathOf("file"))).ShouldFail(1, "RT3051").Error.ShouldEndWith("; name a folder.\n");

    [Fact]
    public async Task APatienceThatATrainingRefusesIsRefused()
    {
        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, "cache", "ping", "--shared_cache", folder.Path],
            new() { ["RETRAIN_CACHE_PATIENCE"] = "abc" }, TestContext.Current.CancellationToken);

        run.ShouldFail(2, "RT4071");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    public async Task WithoutAnAddressThereIsNothingToTry(string address) => (await PingAsync(address)).ShouldFail(2, "RT4123");

    private static Task<ToolRun> PingAsync(string address, params string[] more) =>
        ToolCall.RunAsync("", ["cache", "ping", "--shared_cache", address, .. more]);
}
