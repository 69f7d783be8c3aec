using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

/// <summary>The F# and Visual Basic programs of docs/apps.md, built from the packages with a model of their own.</summary>
public sealed class OtherLanguageBlockTests(PackedPackages packages)
{
    [Theory]
    [InlineData("fsharp", "Program.fs", "App.fsproj", """<ItemGroup><Compile Include="Program.fs" /></ItemGroup>""")]
    [InlineData("vb", "Program.vb", "App.vbproj", "")]
    public async Task NamesAPhoto(string language, string source, string project, string items)
    {
        CodeBlock program = MarkdownPage.At("docs/apps.md").Blocks.Single(block => block.Language == language);
        using UserProject app = await UserProject.RestoringAsync(packages, ProjectText.With(ProjectText.Flowers + items), project);
        app.Write(source, program.Text);
        File.Copy(app.PathOf("photos/squares/3.jpg"), app.PathOf("holiday.jpg"));

        (await app.BuildAsync()).ShouldTrain();

        ToolRun run = await app.DotnetAsync(app.PathOf("bin/Debug/net10.0/App.dll"));
        run.ShouldSucceed().Output.ShouldMatch(@"^circles, squares\nsquares: \d+ ?%\n$");
    }
}
