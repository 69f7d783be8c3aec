using System.Reflection;
using System.Text;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>An app's assembly, of which only the embedded resources count.</summary>
internal sealed class ResourceAssembly : Assembly
{
    private readonly Dictionary<string, byte[]> resources = new(StringComparer.Ordinal);

    /// <summary>The resources that Retrain.MSBuild embeds for a model named Flowers.</summary>
    public static ResourceAssembly WithFlowers(string manifest = """{ "formatVersion": "1.0.0", "engineVersion": "1.0.0" }""") =>
        new ResourceAssembly()
        .With("Flowers.output_graph.pb", SmallModel.Graph)
        .With("Flowers.output_labels.txt", SmallModel.LabelsFile)
        .With("Flowers.manifest.json", Encoding.UTF8.GetBytes(manifest));

    public ResourceAssembly With(string resource, byte[] content)
    {
        resources[resource] = content;
        return this;
    }

    public ResourceAssembly Without(string resource)
    {
        resources.Remove(resource);
        return this;
    }

    public override AssemblyName GetName() => new("FlowerApp");

    public override string[] GetManifestResourceNames() => [.. resources.Keys];

    public override Stream? GetManifestResourceStream(string name) =>
        resources.TryGetValue(name, out byte[]? content) ? new MemoryStream(content) : null;
}
