using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Small frozen graphs, each about one op, with what TensorFlow 2.21 computes for them (Goldens/ops/manifest.json).</summary>
internal static class Goldens
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Goldens", "ops");

    public static IReadOnlyList<OpCase> Ops { get; } = Read("manifest.json", GoldensJson.Default.OpCaseList).Cases;

    public static IReadOnlyList<MalformedCase> Malformed { get; } =
        Read("malformed/manifest.json", GoldensJson.Default.MalformedCaseList).Cases;

    /// <summary>Inception of 2015 with an eighth of its channels, and weights that mean nothing.</summary>
    public static FrozenGraph NarrowInception() => FrozenGraph.Load(InGraphs("inception_2015_narrow.pb"));

    public static string InGraphs(string file) => Path.Combine(AppContext.BaseDirectory, "Goldens", "graphs", file);

    public static float[] ReadFloats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();

    private static T Read<T>(string file, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(Folder, file)), type)
            ?? throw new InvalidOperationException($"{file} is empty");
}

internal sealed record OpCaseList(IReadOnlyList<OpCase> Cases);

internal sealed record MalformedCaseList(IReadOnlyList<MalformedCase> Cases);

/// <summary>A graph, what is fed and what comes out.</summary>
internal sealed record OpCase(
    string Name, string Graph, IReadOnlyList<string> Ops, IReadOnlyList<GoldenTensor> Feeds, IReadOnlyList<GoldenTensor> Fetches)
{
    public string GraphPath => Path.Combine(Goldens.Folder, Graph);
}

internal sealed record GoldenTensor(string Tensor, string Dtype, IReadOnlyList<long> Shape, string File)
{
    public byte[] ReadBytes() => System.IO.File.ReadAllBytes(Path.Combine(Goldens.Folder, File));
}

/// <summary>A broken or borderline graph and what TensorFlow makes of it.</summary>
internal sealed record MalformedCase(
    string Name, string File, [property: JsonPropertyName("tf_outcome")] string Outcome, MalformedResult? Result)
{
    public string GraphPath => Path.Combine(Goldens.Folder, "malformed", File);

    public bool IsAccepted => Outcome.StartsWith("accepted", StringComparison.Ordinal);
}

internal sealed record MalformedResult(IReadOnlyList<long> Shape, IReadOnlyList<double> First);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OpCaseList))]
[JsonSerializable(typeof(MalformedCaseList))]
internal sealed partial class GoldensJson : JsonSerializerContext;
