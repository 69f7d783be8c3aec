using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

/// <summary>Follows the README into a new console app, block by block, as a new user does.</summary>
public sealed class NewConsoleTests(PackedPackages packages) : IDisposable
{
    private readonly TemporaryFolder home = new();
    private string folder = "";

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task SevenLinesNameAPhoto()
    {
        UserProject.Copy(packages.Photos, home.PathOf("flower_photos"));
        File.Copy(Path.Combine(packages.Photos, "squares", "3.jpg"), home.PathOf("holiday.jpg"));
        await packages.WriteNuGetConfigAsync(home.Path);
        folder = home.Path;
        string printed = "";

        foreach (CodeBlock block in MarkdownPage.At("README.md").Blocks.Where(block => block.Section == "In an app"))
        {
            switch (block.Language)
            {
                case "bash":
                    foreach (string command in block.Lines)
                    {
                        printed = await RunAsync(command) ?? printed;
                    }

                    break;
                case "csharp":
                    block.Lines.Length.ShouldBe(7);
                    File.WriteAllText(Path.Combine(folder, "Program.cs"), block.Text);
                    break;
                case "xml":
                    ShouldBeInTheProject(block);
                    break;
                default:
                    Assert.Fail($"{block.Place} is not followed");
                    break;
            }
        }

        printed.ShouldMatch(@"^(circles|squares): \d+ ?%\n$");
        ToolRun withoutPhoto = await RunDotnetAsync(["run", "--no-build"]);
        withoutPhoto.ExitCode.ShouldBe(2);
        withoutPhoto.Error.ShouldBe("usage: dotnet run -- PHOTO\n");
    }

    private async Task<string?> RunAsync(string command)
    {
        string[] words = command.Replace("~/", home.Path + "/", StringComparison.Ordinal).Split(' ');
        switch (words)
        {
            case ["cd", string below]:
                folder = Path.Combine(folder, below);
                return null;
            case ["cp", "-r", string from, string to]:
                UserProject.Copy(from, Path.Combine(folder, to));
                return null;
            case ["dotnet", "retrain", .. string[] arguments]:
                return await DotnetAsync([PackedBuild.Tool, .. arguments]);
            case ["dotnet", .. string[] arguments]:
                return await DotnetAsync(arguments);
            default:
                throw new InvalidOperationException($"{command} is not followed");
        }
    }

    private async Task<string> DotnetAsync(string[] arguments) => (await RunDotnetAsync(arguments)).ShouldSucceed().Output;

    private async Task<ToolRun> RunDotnetAsync(string[] arguments)
    {
        // Without these, native libraries of all systems would be copied.
        Dictionary<string, string?> environment = new(BuildEnvironment.With(packages.CacheDir))
        {
            ["UseCurrentRuntimeIdentifier"] = "true",
            ["AppendRuntimeIdentifierToOutputPath"] = "false",
        };
        return await ChildProcess.RunAsync("dotnet", arguments, environment, TestContext.Current.CancellationToken, folder);
    }

    // The README shows what init wrote; from here on, the packages are those of this checkout.
    private void ShouldBeInTheProject(CodeBlock block)
    {
        string path = Directory.EnumerateFiles(folder, "*.csproj").Single();
        string text = File.ReadAllText(path);
        block.Lines.ShouldAllBe(line => text.Contains(line, StringComparison.Ordinal));
        File.WriteAllText(path, text.Replace("Version=\"1.0.0\"", $"Version=\"{PackedPackages.Version}\"", StringComparison.Ordinal));
    }
}
