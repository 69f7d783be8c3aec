using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Retrain.Packing.Profiles;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class StartProfileTests : IDisposable
{
    private static readonly string Path = Repository.PathOf("src/Retrain.Tool/StartProfile.txt");
    private static readonly StartProfile Profile = StartProfile.Read(Path);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // A type that was renamed or removed: change its line, or write the list anew with tests/Retrain.Benchmarks.
    [Fact]
    public void NamesTypesThatExist()
    {
        ListedType[] own = [.. Profile.Types.Where(type => File.Exists(PathOf(type.Assembly)))];

        own.Select(type => type.Assembly).Distinct().ShouldContain("Retrain.Training");
        own.Where(type => Assembly.LoadFrom(PathOf(type.Assembly)).GetType(type.Name) is null).Select(type => type.ToString())
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task IsInTheOrderThatItsCommandWrites()
    {
        string[] lines = [.. (await File.ReadAllLinesAsync(Path, TestContext.Current.CancellationToken)).Where(line => line[0] != '#')];

        Profile.Types.Select(type => type.ToString()).ShouldBe(lines);
        foreach (string assembly in Profile.Assemblies)
        {
            Profile.Types.Where(type => type.Assembly == assembly).Select(type => type.Name)
                .ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void NamesNoTypeTwice() => Should.Throw<InvalidDataException>(
        () => new StartProfile([ListedType.Parse("Some.Assembly Some.Type One"), ListedType.Parse("Some.Assembly Some.Type Two")]))
        .Message.ShouldContain("Some.Assembly Some.Type twice");

    [Fact]
    public async Task WritesTheSameBytesInAnyFolder()
    {
        string[] assemblies = [.. Profile.Assemblies.Select(PathOf).Where(File.Exists)];

        Profile.WriteTo(folder.PathOf("one"), assemblies);
        StartProfile.Read(Path).WriteTo(folder.PathOf("another"), assemblies.Reverse());

        foreach (string name in assemblies.Select(path => System.IO.Path.ChangeExtension(System.IO.Path.GetFileName(path), ".mibc")))
        {
            byte[] one = await File.ReadAllBytesAsync(folder.PathOf($"one/{name}"), TestContext.Current.CancellationToken);
            one.ShouldBe(await File.ReadAllBytesAsync(folder.PathOf($"another/{name}"), TestContext.Current.CancellationToken), name);
        }

        MethodsIn(folder.PathOf("one/Retrain.Training.mibc")).ShouldBe(["Methods", "AssemblyDictionary"]);
    }

    [Fact]
    public void FollowsTheCodeOfListedMethodsToInstantiations()
    {
        string name = typeof(StartProfileTests).Assembly.GetName().Name!;
        StartProfile profile = new(
        [
            ListedType.Parse($"{name} {typeof(Sample).FullName} Run"),
            ListedType.Parse("System.Private.CoreLib System.Collections.Generic.List`1 .ctor Add"),
        ]);
        ProfileMethods methods = new(profile, new AppAssemblies([typeof(StartProfileTests).Assembly.Location]));

        methods.AddOf(name);

        string[] found = [.. methods.In(name).Select(method => $"{SharedTypes.NameOf(method.DeclaringType!)}.{method.Name}").Distinct()];
        found.ShouldContain($"{typeof(Sample).FullName}.Run");
        found.ShouldContain($"{typeof(Sample).FullName}+<>c.<Run>b__0_0");
        found.ShouldContain("System.Collections.Generic.List`1<System.ValueTuple`2<__Canon,System.Int32>>.Add");
        found.ShouldNotContain($"{typeof(Sample).FullName}.Other");
        found.ShouldAllBe(method => !method.Contains("Enumerable", StringComparison.Ordinal)); // not listed
    }

    [Theory]
    [InlineData("Space.Store", "Read", "Space.Store", "Read")]
    [InlineData("Space.Store+Entry", ".ctor", "Space.Store+Entry", ".ctor")]
    [InlineData("Space.Store", "<Read>g__Local|5_0", "Space.Store", "Read")]
    [InlineData("Space.Store", "<<Read>b__5_0>g__Local|5_1", "Space.Store", "Read")]
    [InlineData("Space.Store+<>c", "<Read>b__5_1", "Space.Store", "Read")]
    [InlineData("Space.Store+<>c__DisplayClass5_0", ".ctor", "Space.Store", "")]
    [InlineData("Space.Store+<Read>d__5", "MoveNext", "Space.Store", "Read")]
    [InlineData("Space.Store+<>c__DisplayClass5_0+<<Read>b__0>d", "MoveNext", "Space.Store", "Read")]
    [InlineData("<>z__ReadOnlyArray`1", "get_Count", "<>z__ReadOnlyArray`1", "get_Count")]
    public void KnowsFromWhichMethodTheCompilerMadeOne(string type, string method, string expectedType, string expectedMethod) =>
        SourceMember.Of(type, method).ShouldBe(new SourceMember(expectedType, expectedMethod));

    private static string PathOf(string assembly) => System.IO.Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll");

    private static string[] MethodsIn(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using PEReader reader = new(stream);
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.MethodDefinitions.Select(method => metadata.GetString(metadata.GetMethodDefinition(method).Name))];
    }

    private static class Sample
    {
        public static List<(string, int)> Run(IEnumerable<int> numbers)
        {
            List<(string, int)> pairs = [];
            pairs.Add(("one", numbers.Count(number => number == 1)));
            return pairs;
        }

        public static void Other()
        {
        }
    }
}
