using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

/// <summary>
/// The F# and Visual Basic programs of docs/apps.md, in new console apps that init has set up, beside the code that init prints.
/// </summary>
public sealed class OtherLanguageBlockTests(PackedPackages packages)
{
    [Theory]
    [InlineData("fsharp", "F#", "App.fsproj", "Program.fs")]
    [InlineData("vb", "VB", "App.vbproj", "Program.vb")]
    public async Task NamesAPhoto(string language, string template, string project, string source)
    {
        CodeBlock program = MarkdownPage.At("docs/apps.md").Blocks.Single(block => block.Language == language);
        using UserProject app = await UserProject.RestoringAsync(packages, "", project);
        File.Delete(app.ProjectFile);
        (await app.DotnetAsync("new", "console", "--language", template, "--output", ".", "--name", "App", "--no-restore"))
            .ShouldSucceed();

        ToolRun setUp = (await app.DotnetAsync(PackedBuild.Tool, "init", "--model", "Flowers")).ShouldSucceed();

        setUp.Output.ShouldContain("(no class is generated for it;");
        app.Write(source, program.Text);
        string[] lines = setUp.Output.Split('\n');
        string items = WritePrinted(app, [.. lines[(1 + Array.FindIndex(lines, IsHeading))..].Select(line => line.Trim())]);
        app.Write(project, File.ReadAllText(app.ProjectFile)
            .Replace("Version=\"1.0.0\"", $"Version=\"{PackedPackages.Version}\"", StringComparison.Ordinal)
            .Replace("<Compile Include=\"Program.fs\" />", items, StringComparison.Ordinal));
        File.Copy(app.PathOf("photos/squares/3.jpg"), app.PathOf("holiday.jpg"));

        (await app.BuildAsync("-p:UseCurrentRuntimeIdentifier=true", "-p:AppendRuntimeIdentifierToOutputPath=false")).ShouldTrain();

        ToolRun run = await app.DotnetAsync(app.PathOf("bin/Debug/net10.0/App.dll"));
        run.ShouldSucceed().Output.ShouldMatch(@"^circles, squares\nsquares: \d+ ?%\n$");
    }

    private static bool IsHeading(string line) => line.StartsWith("Then, in ", StringComparison.Ordinal);

    // In F#, files are compiled in the order of their items.
    private static string WritePrinted(UserProject app, string[] code)
    {
        string[] imports = [.. code.TakeWhile(line => line.Length > 0)], others = [.. code.Skip(imports.Length)];
        app.Write("Printed.fs", string.Join('\n', ["module Printed", .. code]));
        if (File.Exists(app.PathOf("App.vbproj")))
        {
            app.Write("Printed.vb", string.Join('\n', [.. imports, "Module Printed", "Sub Load()", .. others, "End Sub", "End Module"]));
        }

        return "<Compile Include=\"Printed.fs\" /><Compile Include=\"Program.fs\" />";
    }
}
