using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Conventions;

/// <summary>A test is found by the name of what it tests, in every test project.</summary>
public sealed partial class TestNamesTests
{
    private static readonly string Root = Repository.PathOf("tests");

    [Fact]
    public void AFileIsEitherTestsOrBelowInfrastructure()
    {
        string[] wrong =
        [
            .. Sources().Where(source => HasTests(source) == source.Folders.Contains("Infrastructure"))
                .Select(source => source.Path),
        ];

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void AFileOfTestsIsNamedAfterItsOneClassWhichEndsInTests()
    {
        string[] wrong =
        [
            .. Sources().Where(HasTests)
                .Where(source => !source.Name.EndsWith("Tests", StringComparison.Ordinal)
                    || ClassName().Matches(source.Text).Select(match => match.Groups[1].Value).SingleOrDefault() != source.Name)
                .Select(source => source.Path),
        ];

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void ANamespaceIsItsFolder()
    {
        string[] wrong =
        [
            .. Sources().Where(source => NamespaceName().Match(source.Text).Groups[1].Value != string.Join('.', source.Folders))
                .Select(source => source.Path),
        ];

        wrong.ShouldBeEmpty();
    }

    private static bool HasTests(Source source) => TestAttribute().IsMatch(source.Text);

    private static Source[] Sources()
    {
        Source[] sources =
        [
            .. Directory.EnumerateDirectories(Root, "*.Tests")
                .SelectMany(project => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories))
                .Select(file => Path.GetRelativePath(Root, file))
                .Select(path => new Source(path, path.Split(Path.DirectorySeparatorChar)[..^1], File.ReadAllText(Path.Combine(Root, path))))
                .Where(source => source.Folders is not [_, "bin" or "obj", ..]),
        ];
        sources.Length.ShouldBeGreaterThan(100);
        return sources;
    }

    [GeneratedRegex(@"^ *\[(Fact|Theory)\b", RegexOptions.Multiline)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"^(?:public|internal) .*?\bclass (\w+)", RegexOptions.Multiline)]
    private static partial Regex ClassName();

    [GeneratedRegex(@"^namespace ([\w.]+);$", RegexOptions.Multiline)]
    private static partial Regex NamespaceName();

    private sealed record Source(string Path, string[] Folders, string Text)
    {
        public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
    }
}
