using System.Text;
using System.Text.RegularExpressions;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

/// <summary>The C# of all pages compiles and runs, in one app with the model and the files that the pages speak of.</summary>
public sealed partial class CSharpBlockTests(PackedPackages packages)
{
    // NewConsoleTests pastes the README's program as it stands; serving.md and the web app of apps.md have tests of their own.
    private static readonly string[] TriedElsewhere = ["README.md", "docs/serving.md", "docs/apps.md"];

    private static readonly CodeBlock[] Blocks =
    [
        .. MarkdownPage.All.Where(page => !TriedElsewhere.Contains(page.Path)).SelectMany(page => page.Blocks)
            .Where(block => block.Language == "csharp"),
    ];

    [Fact]
    public async Task Runs()
    {
        Blocks.ShouldNotBeEmpty();
        using UserProject app = await UserProject.RestoringAsync(
            packages, ProjectText.With("""<ItemGroup><RetrainModel Include="Flowers" ImageDir="flowers" /></ItemGroup>"""),
            "FlowerApp.csproj");
        UserProject.Copy(app.PathOf("photos/circles"), app.PathOf("flowers/daisy"));
        UserProject.Copy(app.PathOf("photos/squares"), app.PathOf("flowers/roses"));
        UserProject.Copy(app.PathOf("photos/circles"), app.PathOf("album"));
        File.Copy(app.PathOf("photos/squares/3.jpg"), app.PathOf("holiday.jpg"));
        for (int i = 0; i < Blocks.Length; i++)
        {
            app.Write($"Block{i}.cs", AsClass(Blocks[i], i));
        }

        app.Write("Program.cs", string.Concat(Blocks.Select(
            (block, i) => $"Console.WriteLine(\"{block.Place}\");\nawait Block{i}.RunAsync();\n")));

        (await app.BuildAsync()).ShouldSucceed();

        File.Copy(app.ModelFile(".output_graph.pb"), app.PathOf("output_graph.pb"));
        File.Copy(app.ModelFile(".output_labels.txt"), app.PathOf("output_labels.txt"));
        ToolRun run = await app.DotnetAsync(app.PathOf("bin/Debug/net10.0/FlowerApp.dll"));
        string[] printed = run.ShouldSucceed().Output.Split('\n');
        Blocks.ShouldAllBe(block => printed.SkipWhile(line => line != block.Place).Skip(1).First().Length > 0);
    }

    // Only one file of a project may have statements outside a class.
    private static string AsClass(CodeBlock block, int number)
    {
        StringBuilder usings = new();
        StringBuilder statements = new();
        foreach (string line in block.Lines)
        {
            (NamespaceUsing().IsMatch(line) ? usings : statements).AppendLine(line);
        }

        return $"{usings}\ninternal static class Block{number}\n{{\npublic static async Task RunAsync()\n{{\n{statements}"
            + "await Task.CompletedTask;\n}\n}\n";
    }

    [GeneratedRegex(@"^using [\w.]+;")]
    private static partial Regex NamespaceUsing();
}
