using System.Text;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Hubs;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Hubs;

/// <summary>What goes wrong with a hub besides its files.</summary>
public sealed class HubDiagnosticsTests(HubServer hub) : IClassFixture<HubServer>
{
    private readonly HubServer hub = hub.Running();

    [Fact]
    public void ACacheThatCannotBeWrittenIsNamed()
    {
        hub.Publish("open/unwritable", "model.onnx", [1, 2, 3]);
        using TemporaryFolder folder = new();
        HubSettings settings = hub.Settings("") with { CacheFolder = folder.Write("file", [1]).PathOf("file") };

        string problem = Problem("hf:open/unwritable", settings);

        problem.ShouldStartWith($"{folder.PathOf("file/models--open--unwritable")} : error RT2073");
        problem.ShouldContain("HF_HOME");
    }

    [Theory]
    [InlineData("<html>not a hub</html>", "it does not list files of a repository")]
    [InlineData("[]", "it does not list files of a repository")]
    [InlineData("""{"sha": 3, "siblings": []}""", "it does not list files of a repository")]
    [InlineData("""{"sha": "main", "siblings": []}""", "it gives 'main' as the commit of 'main'")]
    public void AnAnswerThatIsNotAHubsIsNotUnderstood(string answer, string reason)
    {
        // A file of the hub stands where another server's answer would.
        string name = $"answer{answer.Length}";
        hub.Publish($"open/{name}", "api/models/open/net/revision/main", Encoding.UTF8.GetBytes(answer));
        HubSettings settings = hub.Settings(name) with { Endpoint = new Uri(hub.Endpoint, $"open/{name}/resolve/main/") };

        Problem("hf:open/net", settings).ShouldContain(
            $"RT2078: the answer of {settings.Endpoint}api/models/open/net/revision/main is not that of a hub: {reason}; "
            + "check HF_ENDPOINT");
    }

    [Fact]
    public void AnEndpointThatIsNotAnAddressIsNamed()
    {
        string? before = Environment.GetEnvironmentVariable("HF_ENDPOINT");
        try
        {
            Environment.SetEnvironmentVariable("HF_ENDPOINT", "hub.example.com"); // nothing else in this process asks for it
            Should.Throw<RetrainException>(HubSettings.FromEnvironment).Message.ShouldContain("RT2074: 'hub.example.com' in HF_ENDPOINT");
        }
        finally
        {
            Environment.SetEnvironmentVariable("HF_ENDPOINT", before);
        }
    }

    [Fact]
    public void AProjectIsAskedToNameACommit()
    {
        string commit = new('a', 40);
        List<Diagnostic> warnings = [];
        foreach ((string architecture, string? resolved, string? project) in new[]
        {
            ("hf:open/net", commit, null), // not a build
            ("hf:open/net@" + commit, commit, "App.csproj"),
            ("efficientnet_lite0", null, "App.csproj"),
            ("hf:open/net@v2:onnx/model.onnx", commit, "App.csproj"),
        })
        {
            HubAddress.RequireCommit(architecture, resolved, project, warnings.Add);
        }

        warnings.ShouldHaveSingleItem().ToString().ShouldBe(
            "App.csproj : warning RT2066: 'hf:open/net@v2' may stand for other files tomorrow, so the build is not reproducible; "
            + $"write hf:open/net@{commit}.");
    }

    private static string Problem(string address, HubSettings settings) => Should.Throw<RetrainException>(
        () => new HubRepository(HubAddress.Parse(address), settings, _ => { }).Open(TestContext.Current.CancellationToken)).Message;
}
