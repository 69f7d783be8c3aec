using CsCheck;
using Microsoft.Build.Utilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Retrain.MSBuild.Generation;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Generation;

/// <summary>The generated class compiles, whatever the names of folders and models are, and holds nothing but what it should.</summary>
public sealed class GeneratedSourceTests
{
    private const string OtherSource = "[assembly: System.CLSCompliant(true)]";

    private static readonly string[] Namespaces =
        ["", "App", "event", "my.event", "class.namespace.int", "my-app.class", "record.file.var", "_.await", "System", "Retrain.Runtime"];

    private static readonly string[] ClassNames =
    [
        "", "event", "class", "record", "file", "required", "scoped", "extension", "dynamic", "var", "nint", "lower", "Model", "Label", "_",
        "Labels", "TestAccuracy", "BackboneName", "TrainedOn", "Digest", "Describe", "description",
    ];

    private static readonly LanguageVersion[] Versions =
        [LanguageVersion.CSharp7_3, LanguageVersion.CSharp8, LanguageVersion.CSharp9, LanguageVersion.Latest];

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(Repository.PathOf(
                $"src/Retrain.Runtime/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net10.0/Retrain.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Fact]
    public void CompilesAndKeepsTheLabelsWhateverTheirCharacters() =>
        Gen.Select(
            CompilerNames.Texts.Array[1, 8], CompilerNames.OneOf(Namespaces), CompilerNames.OneOf(ClassNames), Gen.Bool,
            CompilerNames.OneOf(Versions))
        .Sample((texts, nameSpace, className, embed, version) =>
        {
            string[] labels = [.. texts.Distinct(StringComparer.Ordinal)];
            TrainedModel model = ModelOf(nameSpace, className, embed);

            CSharpCompilation compilation = Compilation(ModelClass.Source(model, labels), version);

            compilation.GetDiagnostics().Where(problem => problem.Severity > DiagnosticSeverity.Hidden).ShouldBeEmpty();
            TypesOf(compilation).ShouldBe(model.Types, ignoreOrder: true);
            INamedTypeSymbol labelType = compilation.GetTypeByMetadataName(model.Types[1])!;
            labelType.GetMembers().OfType<IFieldSymbol>().Count().ShouldBe(labels.Length);
            LabelsOf(compilation).ShouldBe(labels);
        }, iter: 300);

    [Fact]
    public void CompilesWithATensorOfAnyName() =>
        CompilerNames.Texts.Sample(tensor =>
        {
            TrainedModel model = ModelOf("App", "", embed: false, tensor);

            CSharpCompilation compilation = Compilation(ModelClass.Source(model, ["a", "b"]), LanguageVersion.CSharp7_3);

            compilation.GetDiagnostics().Where(problem => problem.Severity > DiagnosticSeverity.Hidden).ShouldBeEmpty();
            TypesOf(compilation).ShouldBe(model.Types, ignoreOrder: true);
        }, iter: 100);

    private static TrainedModel ModelOf(string nameSpace, string className, bool embed, string tensor = "") => TrainedModel.Of(
        new TaskItem("Road-signs", new Dictionary<string, string>
        {
            ["ClassName"] = className,
            ["Embed"] = embed ? "true" : "false",
            ["FinalTensorName"] = tensor,
        }),
        "/project/App.csproj", nameSpace);

    private static CSharpCompilation Compilation(string source, LanguageVersion version)
    {
        CSharpParseOptions options = new(version, DocumentationMode.Diagnose);
        return CSharpCompilation.Create(
            "App",
            [CSharpSyntaxTree.ParseText(source, options), CSharpSyntaxTree.ParseText(OtherSource, options)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999));
    }

    private static List<string> TypesOf(CSharpCompilation compilation)
    {
        List<string> types = [];
        Queue<INamespaceOrTypeSymbol> open = new([compilation.Assembly.GlobalNamespace]);
        while (open.TryDequeue(out INamespaceOrTypeSymbol? symbol))
        {
            if (symbol is INamedTypeSymbol type)
            {
                types.Add(type.ContainingNamespace.IsGlobalNamespace
                    ? type.MetadataName
                    : $"{NameOf(type.ContainingNamespace)}.{type.MetadataName}");
            }

            foreach (INamespaceOrTypeSymbol member in symbol.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                open.Enqueue(member);
            }
        }

        return types;
    }

    private static string NameOf(INamespaceSymbol symbol) =>
        symbol.ContainingNamespace.IsGlobalNamespace ? symbol.Name : $"{NameOf(symbol.ContainingNamespace)}.{symbol.Name}";

    private static IEnumerable<string> LabelsOf(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SemanticModel model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<CaseSwitchLabelSyntax>()
            .Select(label => (string)model.GetConstantValue(label.Value).Value!);
    }
}
