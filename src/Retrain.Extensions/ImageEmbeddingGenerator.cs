using Microsoft.Extensions.AI;
using Retrain.Extensions.Embeddings;
using Retrain.Runtime;

namespace Retrain.Extensions;

/// <summary>
/// Gives the bottlenecks of an <see cref="ImageEmbedder"/> as embeddings of Microsoft.Extensions.AI, which vector stores and other
/// libraries take.
/// </summary>
/// <remarks>
/// All members may be called by any number of threads at once. Images are those whose bytes the content has; nothing is ever fetched, and
/// the media type is not looked at, as the bytes show what they are. The embedder stays its owner's: disposing of this does not dispose of
/// it.
/// </remarks>
public sealed class ImageEmbeddingGenerator : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    private const string Provider = "retrain";

    private readonly ImageEmbedder embedder;
    private readonly EmbeddingGeneratorMetadata metadata;

    /// <summary>Makes a generator.</summary>
    /// <param name="embedder">The embedder, which must not be disposed while the generator is in use.</param>
    public ImageEmbeddingGenerator(ImageEmbedder embedder)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        this.embedder = embedder;
        metadata = new EmbeddingGeneratorMetadata(Provider, null, embedder.BackboneName, embedder.Length);
    }

    /// <summary>Embeds images, of which some are computed while others wait.</summary>
    /// <param name="values">Images: the bytes of JPEG, PNG, GIF, BMP or WebP files, which must not change meanwhile.</param>
    /// <param name="options">
    /// May name the model and the dimensions that the embedder has, and no others; <see langword="null"/> for none.
    /// </param>
    /// <param name="cancellationToken">Cancels between images.</param>
    /// <returns>An embedding for each image, in the order of <paramref name="values"/>.</returns>
    /// <exception cref="RetrainException">
    /// An image cannot be read (RT1003) or is too large (RT1004): the first of them, whose index the diagnostic has as its origin; or the
    /// options ask for another model or other dimensions (RT4079).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require(options);
        GeneratedEmbeddings<Embedding<float>> embeddings = [];
        IAsyncEnumerable<EmbeddingResult> results = embedder.EmbedManyAsync(BytesOf(values), cancellationToken);
        await foreach (EmbeddingResult result in results.ConfigureAwait(false))
        {
            if (!result.IsEmbedded)
            {
                throw new RetrainException(result.Problem with { Origin = $"values[{embeddings.Count}]" });
            }

            embeddings.Add(new Embedding<float>(result.Bottleneck)
            {
                ModelId = embedder.BackboneName,
                CreatedAt = DateTimeOffset.UtcNow,
            });
        }

        return embeddings;
    }

    /// <summary>
    /// Gives the generator, its <see cref="ImageEmbedder"/>, or its <see cref="EmbeddingGeneratorMetadata"/>: the network's name and the
    /// number of values.
    /// </summary>
    /// <param name="serviceType">The type of what is wanted.</param>
    /// <param name="serviceKey">A key, for which there is nothing.</param>
    /// <returns>It; <see langword="null"/> where there is none of that type.</returns>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        object[] services = serviceKey is null ? [this, embedder, metadata] : [];
        return Array.Find(services, serviceType.IsInstanceOfType);
    }

    /// <summary>Does nothing, as the embedder is its owner's.</summary>
    public void Dispose()
    {
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> BytesOf(IEnumerable<DataContent> values)
    {
        foreach (DataContent value in values)
        {
            ArgumentNullException.ThrowIfNull(value, nameof(values));
            yield return value.Data;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    // What another model or another length would give is not what the caller would get.
    private void Require(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is int dimensions && dimensions != embedder.Length)
        {
            throw new RetrainException(EmbeddingDiagnostics.OtherDimensions(dimensions, embedder.Length));
        }

        if (options?.ModelId is string model && embedder.BackboneName is string name && model != name)
        {
            throw new RetrainException(EmbeddingDiagnostics.OtherModel(model, name));
        }
    }
}
