using System.Runtime.CompilerServices;
using Retrain.Extensions.Models;
using Retrain.Extensions.Telemetry;
using Retrain.Runtime;

namespace Retrain.Extensions;

/// <summary>
/// Classifies images with the model that an app registered, measures it, and takes another model without stopping when its files are
/// replaced.
/// </summary>
/// <remarks>
/// All members may be called by any number of threads at once. Each image is classified by one model from its beginning to its end, and a
/// replaced model is freed with the last image that it classifies. Exceptions are those of the method of the same name of
/// <see cref="ImageClassifier"/>.
/// </remarks>
public sealed class ClassifierService : IDisposable
{
    private readonly CurrentModel current;
    private readonly ClassifierMetrics metrics;

    internal ClassifierService(string name, CurrentModel current, ClassifierMetrics metrics)
    {
        Name = name;
        this.current = current;
        this.metrics = metrics;
        metrics.Observe(name, () => current.WaitingImages);
    }

    /// <summary>Gets the name that it was registered with; <c>default</c> without one.</summary>
    public string Name { get; }

    /// <summary>Gets what the model in use says of itself.</summary>
    /// <exception cref="ObjectDisposedException">The service is disposed.</exception>
    public ModelDescription Model
    {
        get
        {
            using ModelLease lease = Acquire();
            return lease.Classifier.Model;
        }
    }

    /// <summary>Gets the number of images that wait for their turn; 0 when the service is disposed.</summary>
    public int WaitingImages => current.WaitingImages;

    /// <summary>Gets the reason why files that replaced the model's are not used; <see langword="null"/> where there is none.</summary>
    internal Exception? ReloadFailure => current.ReloadFailure;

    /// <summary>Holds on to the model in use, for several calls to one model.</summary>
    /// <returns>A lease, which the caller disposes; what it classifies is not measured.</returns>
    /// <exception cref="ObjectDisposedException">The service is disposed.</exception>
    public ModelLease Acquire()
    {
        ModelLease? lease = current.TryAcquire();
        ObjectDisposedException.ThrowIf(lease is null, this);
        return lease;
    }

    /// <inheritdoc cref="ImageClassifier.Classify(string)"/>
    public IReadOnlyList<Prediction> Classify(string imagePath) => Measured(classifier => classifier.Classify(imagePath));

    /// <inheritdoc cref="ImageClassifier.Classify(Stream)"/>
    public IReadOnlyList<Prediction> Classify(Stream image) => Measured(classifier => classifier.Classify(image));

    /// <inheritdoc cref="ImageClassifier.Classify(ReadOnlyMemory{byte})"/>
    public IReadOnlyList<Prediction> Classify(ReadOnlyMemory<byte> encodedImage) =>
        Measured(classifier => classifier.Classify(encodedImage));

    /// <inheritdoc cref="ImageClassifier.Classify(ReadOnlySpan{byte}, int, int, int, PixelFormat, ImageRegion?)"/>
    public IReadOnlyList<Prediction> Classify(
        ReadOnlySpan<byte> pixels, int widthPixels, int heightPixels, int strideBytes, PixelFormat format, ImageRegion? region = null)
    {
        using MeasuredCall call = new(metrics, Name);
        try
        {
            using ModelLease lease = Acquire();
            return call.Classified(lease.Classifier.Classify(pixels, widthPixels, heightPixels, strideBytes, format, region));
        }
        catch (Exception exception)
        {
            call.Failed(exception);
            throw;
        }
    }

    /// <inheritdoc cref="ImageClassifier.ClassifyAsync(string, CancellationToken)"/>
    public Task<IReadOnlyList<Prediction>> ClassifyAsync(string imagePath, CancellationToken cancellationToken = default) =>
        MeasuredAsync(classifier => classifier.ClassifyAsync(imagePath, cancellationToken));

    /// <inheritdoc cref="ImageClassifier.ClassifyAsync(Stream, CancellationToken)"/>
    public Task<IReadOnlyList<Prediction>> ClassifyAsync(Stream image, CancellationToken cancellationToken = default) =>
        MeasuredAsync(classifier => classifier.ClassifyAsync(image, cancellationToken));

    /// <inheritdoc cref="ImageClassifier.ClassifyAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<IReadOnlyList<Prediction>> ClassifyAsync(
        ReadOnlyMemory<byte> encodedImage, CancellationToken cancellationToken = default) =>
        MeasuredAsync(classifier => classifier.ClassifyAsync(encodedImage, cancellationToken));

    /// <inheritdoc cref="ImageClassifier.ClassifyManyAsync(IEnumerable{string}, CancellationToken)"/>
    public IAsyncEnumerable<ImageResult> ClassifyManyAsync(
        IEnumerable<string> imagePaths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(imagePaths);
        return CountedAsync(classifier => classifier.ClassifyManyAsync(imagePaths, CancellationToken.None), cancellationToken);
    }

    /// <inheritdoc cref="ImageClassifier.ClassifyManyAsync(IAsyncEnumerable{ReadOnlyMemory{byte}}, CancellationToken)"/>
    public IAsyncEnumerable<ImageResult> ClassifyManyAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> encodedImages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encodedImages);
        return CountedAsync(classifier => classifier.ClassifyManyAsync(encodedImages, CancellationToken.None), cancellationToken);
    }

    /// <summary>Lets running images finish, then frees the model; does not wait for them.</summary>
    public void Dispose()
    {
        metrics.Remove(Name);
        current.Dispose();
    }

    private IReadOnlyList<Prediction> Measured(Func<ImageClassifier, IReadOnlyList<Prediction>> classify)
    {
        using MeasuredCall call = new(metrics, Name);
        try
        {
            using ModelLease lease = Acquire();
            return call.Classified(classify(lease.Classifier));
        }
        catch (Exception exception)
        {
            call.Failed(exception);
            throw;
        }
    }

    private async Task<IReadOnlyList<Prediction>> MeasuredAsync(Func<ImageClassifier, Task<IReadOnlyList<Prediction>>> classify)
    {
        using MeasuredCall call = new(metrics, Name);
        try
        {
            using ModelLease lease = Acquire();
            return call.Classified(await classify(lease.Classifier).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            call.Failed(exception);
            throw;
        }
    }

    // All of them by one model. Those in flight overlap, so that none has a duration of its own.
    private async IAsyncEnumerable<ImageResult> CountedAsync(
        Func<ImageClassifier, IAsyncEnumerable<ImageResult>> classify, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ModelLease lease = Acquire();
        await foreach (ImageResult result in classify(lease.Classifier).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (result.IsClassified)
            {
                metrics.Classified(Name, result.Predictions[0]);
            }
            else
            {
                metrics.Failed(Name, result.Problem.Code);
            }

            yield return result;
        }
    }
}
