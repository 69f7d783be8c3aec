using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>The sources of one project under src, as the compiler understands them.</summary>
internal sealed class SourceProject
{
    // What ImplicitUsings adds.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly ConcurrentDictionary<string, Lazy<SourceProject>> Read = [];

    private readonly string root;
    private readonly CSharpCompilation compilation;

    private SourceProject(string name)
    {
        root = Repository.PathOf($"src/{name}");
        CSharpParseOptions options = new(LanguageVersion.Preview, DocumentationMode.Parse);
        string[] files =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")),
        ];
        Trees = [.. files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))];
        IEnumerable<string> libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(library =>
                Path.GetFileNameWithoutExtension(library) is var assembly && assembly != name && assembly != "dotnet-retrain");
        compilation = CSharpCompilation.Create(
            name,
            [.. Trees, CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            libraries.Select(library => MetadataReference.CreateFromFile(library)),
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>A project under src, read once for all tests.</summary>
    public static SourceProject Of(string name) => Read.GetOrAdd(name, _ => new(() => new SourceProject(name))).Value;

    /// <summary>Every use of a type by another folder: both folders, and "file uses type".</summary>
    public IEnumerable<(string From, string To, string Cause)> UsesBetweenFolders() => Trees.SelectMany(tree =>
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>().Select(node => TypeOf(model.GetSymbolInfo(node).Symbol))
            .OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .SelectMany(type => type.DeclaringSyntaxReferences.Take(1).Select(declared =>
                (FolderOf(tree), FolderOf(declared.SyntaxTree), $"{Path.GetFileName(tree.FilePath)} uses {type.Name}")))
            .Where(use => use.Item1 != use.Item2);
    });

    // A member stands for the type that has it.
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) =>
        symbol is INamedTypeSymbol type ? type.OriginalDefinition : symbol?.ContainingType?.OriginalDefinition;

    private string FolderOf(SyntaxTree tree) => Path.GetRelativePath(root, Path.GetDirectoryName(tree.FilePath)!);
}
