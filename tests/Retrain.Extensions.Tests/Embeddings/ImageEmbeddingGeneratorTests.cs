using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Retrain.Extensions.Tests.Infrastructure;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Embeddings;

public sealed class ImageEmbeddingGeneratorTests : IDisposable
{
    private static readonly byte[] Photo = DrawnPhotos.Draw(category: 1, seed: 2);
    private static readonly byte[] Other = DrawnPhotos.Draw(category: 0, seed: 3);

    private readonly TemporaryFolder folder = new();
    private readonly ServiceCollection collection = new();

    public ImageEmbeddingGeneratorTests() => new NumberedModel(1).WriteTo(folder);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Graph => folder.PathOf("graph.pb");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task GivesTheBottlenecksInOrder()
    {
        using ImageEmbedder embedder = ImageEmbedder.Load(Graph);
        using ImageEmbeddingGenerator generator = new(embedder);

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync([Jpeg(Photo), Jpeg(Other)], null, Token);
        Embedding<float> alone = await generator.GenerateAsync(Jpeg(Other), cancellationToken: Token);

        embeddings.Select(embedding => embedding.Vector.ToArray()).ShouldBe([embedder.Embed(Photo), embedder.Embed(Other)]);
        embeddings.ShouldAllBe(embedding => embedding.ModelId == "backbone1" && embedding.Dimensions == 3);
        alone.Vector.ToArray().ShouldBe(embedder.Embed(Other));
        (await generator.GenerateAsync([], null, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TakesDataUrisAndNeverFetchesAnything()
    {
        using ImageEmbedder embedder = ImageEmbedder.Load(Graph);
        using ImageEmbeddingGenerator generator = new(embedder);
        DataContent content = new($"data:image/png;base64,{Convert.ToBase64String(Photo)}"); // the bytes show what it is

        (await generator.GenerateAsync(content, cancellationToken: Token)).Vector.ToArray().ShouldBe(embedder.Embed(Photo));
        Should.Throw<ArgumentException>(() => new DataContent("https://example.org/photo.jpg"));
    }

    [Fact]
    public async Task SaysWhichImageCannotBeRead()
    {
        using ImageEmbedder embedder = ImageEmbedder.Load(Graph);
        using ImageEmbeddingGenerator generator = new(embedder);

        RetrainException refused = await Should.ThrowAsync<RetrainException>(
            () => generator.GenerateAsync([Jpeg(Photo), Jpeg([1, 2, 3]), Jpeg(Other)], null, Token));

        (refused.Diagnostic.Code, refused.Diagnostic.Origin).ShouldBe(("RT1003", "values[1]"));
        refused.Diagnostic.Message.ShouldStartWith("The upload is not an image that can be read");
    }

    [Fact]
    public async Task AnotherModelOrLengthIsRefused()
    {
        using ImageEmbedder embedder = ImageEmbedder.Load(Graph);
        using ImageEmbeddingGenerator generator = new(embedder);

        (await CodeAsync(new() { Dimensions = 2 })).ShouldBe("RT4079");
        (await CodeAsync(new() { ModelId = "another" })).ShouldBe("RT4079");
        (await generator.GenerateAsync([Jpeg(Photo)], new() { Dimensions = 3, ModelId = "backbone1" }, Token)).Count.ShouldBe(1);

        async Task<string> CodeAsync(EmbeddingGenerationOptions options) =>
            (await Should.ThrowAsync<RetrainException>(() => generator.GenerateAsync([Jpeg(Photo)], options, Token))).Diagnostic.Code;
    }

    [Fact]
    public async Task IsCancelled()
    {
        using ImageEmbedder embedder = ImageEmbedder.Load(Graph);
        using ImageEmbeddingGenerator generator = new(embedder);

        await Should.ThrowAsync<OperationCanceledException>(
            () => generator.GenerateAsync([Jpeg(Photo)], null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void DescribesItselfAndLeavesTheEmbedderToItsOwner()
    {
        using ImageEmbedder embedder = ImageEmbedder.Load(Graph);
        ImageEmbeddingGenerator generator = new(embedder);

        EmbeddingGeneratorMetadata metadata = generator.GetService<EmbeddingGeneratorMetadata>()!;

        (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions).ShouldBe(("retrain", "backbone1", 3));
        generator.GetService<ImageEmbedder>().ShouldBeSameAs(embedder);
        generator.GetService(typeof(IEmbeddingGenerator)).ShouldBeSameAs(generator);
        generator.GetService(typeof(ImageEmbedder), "key").ShouldBeNull();
        generator.GetService(typeof(string)).ShouldBeNull();
        generator.Dispose();
        embedder.Embed(Photo).Length.ShouldBe(3);
    }

    [Fact]
    public async Task IsAServiceThatTheHostLoads()
    {
        Dictionary<string, string?> settings = new() { ["Signs:Graph"] = Graph, ["Signs:BottleneckTensor"] = "add" };
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        int loaded = 0;
        collection.AddImageEmbedder(() =>
        {
            loaded++;
            return ImageEmbedder.Load(Graph);
        });
        collection.AddImageEmbedder("file", setup => setup.FromFile(Graph));
        collection.AddImageEmbedder("signs", configuration.GetSection("Signs"));
        ServiceProvider services = collection.BuildServiceProvider();
        await using (services)
        {
            await services.GetServices<IHostedService>().ShouldHaveSingleItem().StartAsync(Token);
            loaded.ShouldBe(1);
            ImageEmbedder embedder = services.GetRequiredService<ImageEmbedder>();
            services.GetRequiredService<IEmbeddingGenerator<DataContent, Embedding<float>>>()
                .GetService<ImageEmbedder>().ShouldBeSameAs(embedder);
            services.GetRequiredKeyedService<IEmbeddingGenerator<DataContent, Embedding<float>>>("file")
                .GetService<ImageEmbedder>().ShouldBeSameAs(services.GetRequiredKeyedService<ImageEmbedder>("file"));
            float[] logits = services.GetRequiredKeyedService<ImageEmbedder>("signs").Embed(Photo);
            logits.ShouldNotBe(embedder.Embed(Photo));
            loaded.ShouldBe(1);
        }

        Should.Throw<ObjectDisposedException>(() => services.GetRequiredService<ImageEmbedder>());
    }

    [Theory]
    [InlineData("Labels", "labels.txt", "is not known; there are Graph, BottleneckTensor, ")]
    [InlineData("Graph", "", "is empty; set it to the path of a model's graph")]
    public void AWrongSettingIsNamed(string key, string value, string problem)
    {
        IConfigurationRoot configuration =
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Signs:{key}"] = value }).Build();
        collection.AddImageEmbedder("signs", configuration.GetSection("Signs"));
        using ServiceProvider services = collection.BuildServiceProvider();

        RetrainException refused = Should.Throw<RetrainException>(() => services.GetRequiredKeyedService<ImageEmbedder>("signs"));

        refused.Diagnostic.Code.ShouldBe("RT4138");
        refused.Diagnostic.Message.ShouldContain($"'Signs:{key}' {problem}");
    }

    [Fact]
    public void ASetupWithoutAModelIsTheProgramsMistake()
    {
        collection.AddImageEmbedder("none", _ => { });
        using ServiceProvider services = collection.BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => services.GetRequiredKeyedService<ImageEmbedder>("none"))
            .Message.ShouldContain("the embedder 'none' has no model");
    }

    private static DataContent Jpeg(byte[] bytes) => new(bytes, "image/jpeg");
}
