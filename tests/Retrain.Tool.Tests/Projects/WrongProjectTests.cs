using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Projects;

public sealed class WrongProjectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("RT4009", "App2.csproj : error ", "App2.csproj")]
    [InlineData("RT4020", "contains no project", "none")]
    [InlineData("RT4021", "choose one of A.csproj, B.fsproj", "several")]
    [InlineData("RT4022", "App.sln : error ", "App.sln")]
    [InlineData("RT4023", "it is not UTF-8 text", "latin1.csproj")]
    [InlineData("RT4024",
        "unclosed.csproj(2,12) : error RT4024: is not a project that MSBuild can read: The 'B' start tag on line 2 position 8",
        "unclosed.csproj")]
    [InlineData("RT4024",
        "solution.csproj(1,2) : error RT4024: is not a project that MSBuild can read: its root element is <Solution> and not <Project>",
        "solution.csproj")]
    [InlineData("RT4024", "two_roots.csproj(3,2) : error ", "two_roots.csproj")]
    [InlineData("RT4024", "empty.csproj(", "empty.csproj")]
    [InlineData("RT4003", "'1 rose' is not a valid value for --model", "App.csproj", "--model", "1 rose")]
    [InlineData("RT4004", "--model is missing", "123.csproj")]
    [InlineData("RT4002", "unexpected argument 'B.csproj'", "App.csproj", "B.csproj")]
    [InlineData("RT4001", "unknown flag '--modle'; did you mean '--model'?", "--modle", "Flowers")]
    [InlineData("RT4001", "unknown flag '--modle'; did you mean '--model'?", "App.csproj", "--modle", "Flowers")]
    public async Task AreNamedAndLeftAsTheyAre(string code, string message, params string[] arguments)
    {
        string[] written =
        [
            Write("App.csproj", "<Project />"), Write("App.sln", ""), Write("123.csproj", "<Project />"), Write("none/readme.md", ""),
            Write("several/B.fsproj", "<Project />"), Write("several/A.csproj", "<Project />"),
            Write("unclosed.csproj", "<Project>\n  <A/><B></C>\n</Project>"),
            Write("solution.csproj", "<Solution />"), Write("two_roots.csproj", "<Project>\n</Project>\n<Project />"),
            Write("empty.csproj", ""),
        ];
        folder.Write("latin1.csproj", [.. "<Project><!-- "u8, 0xE9, .. " --></Project>"u8]);
        Dictionary<string, string> before = written.ToDictionary(path => path, File.ReadAllText);

        ToolRun run = await InitProcess.RunAsync(folder, arguments);

        run.ShouldFail(2, code).Error.ShouldContain(message);
        run.Output.ShouldBeEmpty();
        before.ShouldAllBe(file => File.ReadAllText(file.Key) == file.Value);
    }

    [Theory]
    [InlineData("TargetFramework", "netstandard2.0")]
    [InlineData("TargetFramework", "net48")]
    [InlineData("TargetFramework", "net472")]
    [InlineData("TargetFramework", "netcoreapp3.1")]
    [InlineData("TargetFramework", "net7.0-windows")]
    [InlineData("TargetFrameworks", "net10.0; netstandard2.1")]
    [InlineData("TargetFrameworkVersion", "v4.8")]
    public async Task FrameworksWithoutRuntimeAreNamed(string property, string frameworks)
    {
        string text = $"<Project><PropertyGroup><{property}>{frameworks}</{property}></PropertyGroup></Project>";
        Write("App.csproj", text);

        (await InitProcess.RunAsync(folder)).ShouldFail(2, "RT4137").Error.ShouldContain(
            $"App.csproj : error RT4137: targets '{frameworks.Split(' ')[^1]}', and Retrain.Runtime needs .NET 8 or later");

        File.ReadAllText(folder.PathOf("App.csproj")).ShouldBe(text);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0;net8.0-windows10.0.19041")]
    [InlineData("$(OwnFramework)")]
    public async Task OtherFrameworksAreSetUp(string frameworks)
    {
        Write("App.csproj", $"<Project><PropertyGroup><TargetFrameworks>{frameworks}</TargetFrameworks></PropertyGroup></Project>");

        (await InitProcess.RunAsync(folder)).ShouldSucceed();
    }

    [Fact]
    public async Task AnImageFolderThatIsNotThereIsAnError()
    {
        Write("App.csproj", "<Project />");

        (await InitProcess.RunAsync(folder, "--image_dir", "fotos")).ShouldFail(2, "RT1001").Error.ShouldStartWith("fotos : error ");

        File.ReadAllText(folder.PathOf("App.csproj")).ShouldBe("<Project />");
    }

    [Fact]
    public async Task BrokenCentralVersionsLeaveTheProjectAsItIs()
    {
        Write("src/App/App.csproj", "<Project />");
        Write("Directory.Packages.props", "<Project>\n</Projects>");

        (await InitProcess.RunAsync(folder, "src/App")).ShouldFail(2, "RT4024").Error
            .ShouldContain("Directory.Packages.props(2,3) : error ");

        File.ReadAllText(folder.PathOf("src/App/App.csproj")).ShouldBe("<Project />");
    }

    private string Write(string path, string text)
    {
        folder.Write(path, System.Text.Encoding.UTF8.GetBytes(text));
        return folder.PathOf(path);
    }
}
