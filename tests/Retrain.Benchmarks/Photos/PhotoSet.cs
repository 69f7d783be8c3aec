using Retrain.Training.Categories;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Photos;

/// <summary>The photos that are measured with.</summary>
internal sealed class PhotoSet
{
    public PhotoSet(string folder)
    {
        Folder = Path.GetFullPath(folder);
        ImageSet set = ImageFolder.Read(Folder, strict: false, problem => Console.Error.WriteLine(problem), CancellationToken.None);
        Categories = set.Categories;
        Images = set.Images;
    }

    /// <summary>1,000 photos of flowers where the reference data lie beside the checkout, else the sample images.</summary>
    public static string DefaultFolder { get; } =
        new[] { Repository.PathOf("../shared/datasets/flower_photos"), Repository.PathOf("samples/road_signs/images") }
            .Select(Path.GetFullPath)
            .First(Directory.Exists);

    public string Folder { get; }

    public IReadOnlyList<Category> Categories { get; }

    public IReadOnlyList<LabeledImage> Images { get; }

    /// <summary>The bytes of some photos, spread evenly over the categories.</summary>
    public IReadOnlyList<byte[]> Some(int count) =>
        [.. Enumerable.Range(0, count).Select(i => File.ReadAllBytes(Images[(int)((long)i * Images.Count / count)].Path))];

    /// <summary>A run with the default values whose outputs and cache lie in a temporary folder.</summary>
    public RetrainOptions OptionsIn(TemporaryFolder temporary) => OptionsOf(Folder, temporary);

    /// <inheritdoc cref="OptionsIn" />
    /// <param name="folder">The folder of the photos.</param>
    public static RetrainOptions OptionsOf(string folder, TemporaryFolder temporary) => new()
    {
        Data = new() { ImageDir = folder },
        Output = new()
        {
            Graph = temporary.PathOf("output_graph.pb"),
            Labels = temporary.PathOf("output_labels.txt"),
            Manifest = temporary.PathOf("manifest.json"),
            IntermediateGraphsDir = temporary.PathOf("intermediate"),
        },
        Bottlenecks = new() { BottleneckDir = temporary.PathOf("cache") },
    };
}
