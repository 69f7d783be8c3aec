using System.Reflection;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;

namespace Retrain.Runtime.Models;

/// <summary>A trained model among an assembly's resources, where the package Retrain.MSBuild embeds it when the app is built.</summary>
/// <param name="assembly">The app's assembly.</param>
/// <param name="modelName">The name of the model, for instance "Flowers".</param>
internal sealed class EmbeddedModel(Assembly assembly, string modelName)
{
    private const string OnnxGraph = ".output_graph.onnx"; // the graph of a model on an ONNX backbone

    private FileDigests? digests;

    /// <summary>The digest of the graph in upper case, once it is read; <see langword="null"/> if the manifest has none.</summary>
    public string? GraphDigest { get; private set; }

    /// <summary>The resource of the labels, for messages.</summary>
    public string LabelsOrigin => Origin(LabelsResource);

    private string GraphResource =>
        modelName + (assembly.GetManifestResourceNames().Contains(modelName + OnnxGraph) ? OnnxGraph : ".output_graph.pb");

    private string LabelsResource => modelName + ".output_labels.txt";

    private string ManifestResource => modelName + ".manifest.json";

    private string? AssemblyName => assembly.GetName().Name;

    /// <exception cref="RetrainException">RT2018: it does not exist; RT2019 or RT2020: it cannot be read.</exception>
    public Manifest ReadManifest()
    {
        using Stream stream = Open(ManifestResource);
        Manifest manifest = Manifest.Parse(BytesOf(stream).ToArray(), Origin(ManifestResource));
        digests = manifest.Digests;
        return manifest;
    }

    /// <summary>Reads what the model says of itself; its graph is neither parsed nor hashed.</summary>
    /// <exception cref="RetrainException">RT2018: a file does not exist; RT2019 or RT2020: the manifest cannot be read.</exception>
    public ModelDescription ReadDescription()
    {
        Manifest manifest = ReadManifest();
        return new ModelDescription(ReadLabels(), manifest, manifest.Digests?.Graph);
    }

    /// <exception cref="RetrainException">RT2018: it does not exist; RT2xxx: it is not a graph that can be used.</exception>
    public NetworkGraph ReadGraph()
    {
        using Stream stream = Open(GraphResource);
        string origin = Origin(GraphResource);
        return digests is null
            ? NetworkFile.Parse(BytesOf(stream), origin)
            : DigestedGraph.Parse(BytesOf(stream), origin, bytes => GraphDigest = FileDigests.Of(bytes));
    }

    /// <exception cref="RetrainException">RT2018: they do not exist.</exception>
    public string[] ReadLabels()
    {
        using Stream stream = Open(LabelsResource);
        return LabelsReader.Read(stream);
    }

    /// <summary>Compares graph and labels, once they are read, with the digests in the manifest.</summary>
    /// <exception cref="RetrainException">RT2017 or RT2024: the three were not written together.</exception>
    public void RequireOneSet()
    {
        if (digests is null)
        {
            return;
        }

        using Stream stream = Open(LabelsResource);
        string labelsDigest = FileDigests.Of(BytesOf(stream));
        if (!digests.Describe(Origin(ManifestResource), (Origin(GraphResource), GraphDigest!), (LabelsOrigin, labelsDigest)))
        {
            throw new RetrainException(GraphDiagnostics.ManifestOfAnotherGraph(Origin(ManifestResource), Origin(GraphResource)));
        }
    }

    private Stream Open(string resource) =>
        assembly.GetManifestResourceStream(resource)
            ?? throw new RetrainException(GraphDiagnostics.ResourceMissing(
                AssemblyName, resource, modelName, assembly.GetManifestResourceNames()));

    // The runtime has a resource in memory already: a graph's megabytes need no copy. Valid while the stream is open.
    private static unsafe ReadOnlySpan<byte> BytesOf(Stream stream) =>
        stream is UnmanagedMemoryStream mapped
            ? new(mapped.PositionPointer, checked((int)mapped.Length))
            : StreamBytes.Read(stream, Array.MaxLength)!.Value.Span;

    // A resource is not a file; its author knows it by the assembly's name.
    private string Origin(string resource) => $"{AssemblyName}/{resource}";
}
