using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests;

/// <summary>Whoever types what README says gets what README says.</summary>
public sealed partial class ReadmeCommandTests : IDisposable
{
    private const string FromTheCheckout = "dotnet run --project src/Retrain.Tool -- ";
    private const string Installed = "dotnet retrain ";

    // Run by PackedTool, into a folder of its own, and by whoever runs this.
    private static readonly string[] RunElsewhere = ["dotnet tool install -g dotnet-retrain", "dotnet test"];

    private readonly TemporaryFolder home = new();

    public static TheoryData<string> Blocks =>
        [.. ShellBlock().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(match => match.Groups[1].Value)];

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task DoWhatTheySay(string block)
    {
        DrawnPhotos.Write(home.PathOf("flower_photos"), 24, "daisy", "roses");
        DrawnPhotos.Write(home.PathOf("more_photos"), 10, "daisy", "roses");
        home.Write("holiday.jpg", DrawnPhotos.Draw(0, 99));
        home.Write("App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>"""u8);
        Directory.CreateDirectory(home.PathOf("tmp"));

        string printed = "";
        foreach (string line in block.TrimEnd().Split('\n'))
        {
            if (line.StartsWith("dotnet ", StringComparison.Ordinal))
            {
                printed = RunElsewhere.Contains(line) ? "" : (await RunAsync(line)).ShouldSucceed().Output;
            }
            else
            {
                Number().Replace(printed, "N").Split('\n').ShouldContain(Number().Replace(line, "N"));
            }
        }
    }

    private Task<ToolRun> RunAsync(string line)
    {
        bool fromTheCheckout = line.StartsWith(FromTheCheckout, StringComparison.Ordinal);
        string prefix = fromTheCheckout ? FromTheCheckout : Installed;
        line.ShouldStartWith(prefix);
        string[] arguments = line[prefix.Length..].Replace("~/", home.Path + "/", StringComparison.Ordinal).Split(' ');

        // The outputs' default is the temporary directory.
        Dictionary<string, string?> environment = new()
        {
            ["RETRAIN_CACHE_DIR"] = home.PathOf("cache"),
            ["TMPDIR"] = home.PathOf("tmp"),
            ["TEMP"] = home.PathOf("tmp"),
            ["TMP"] = home.PathOf("tmp"),
        };
        return ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. arguments], environment, TestContext.Current.CancellationToken, fromTheCheckout ? Repository.Root : home.Path);
    }

    [GeneratedRegex("^```\n(dotnet .*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"(?<!\w)\d+(\.\d+)?")]
    private static partial Regex Number();
}
