using System.Collections.Concurrent;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;

namespace Retrain.Runtime;

/// <summary>
/// The one way of an image to what a network says of it, in whatever form and number images come: of probabilities and bottlenecks alike.
/// </summary>
/// <remarks>Any number of threads may call it at once. A call for one image runs on its caller's thread alone.</remarks>
internal sealed partial class NetworkCalls<TResult, TOutcome> : IDisposable
{
    // There are as many as calls were ever running at once.
    private readonly ConcurrentBag<ImageBuffers> idleBuffers = [];
    private readonly object owner;
    private readonly OpenedNetwork network;
    private readonly CallMeaning<TResult, TOutcome> meaning;
    private readonly RunningCalls calls;

    // Messages of commands that go through many files speak of these; those of an app speak of the image.
    private readonly bool isApp;

    /// <param name="owner">The object that exceptions name once it is disposed of.</param>
    /// <param name="network">The network, which is freed with this.</param>
    /// <param name="meaning">Makes results of its values.</param>
    /// <param name="maximumConcurrency">The largest number of images that asynchronous calls compute at once.</param>
    /// <param name="isApp">Whether messages speak of an image, and not of one file among many.</param>
    public NetworkCalls(
        object owner, OpenedNetwork network, CallMeaning<TResult, TOutcome> meaning, int maximumConcurrency, bool isApp = true)
    {
        this.owner = owner;
        this.network = network;
        this.meaning = meaning;
        this.isApp = isApp;
        calls = new RunningCalls(network.Session);
        turns = new AsyncTurns(maximumConcurrency);
    }

    /// <summary>The number of values that the network gives for an image.</summary>
    public int Length => network.Session.OutputLength;

    public TResult Run(string imagePath, ImageRegion? region = null)
    {
        region?.Require();
        using RunningCalls.Call call = calls.Begin(owner);
        return OfFile(imagePath, region);
    }

    public TResult Run(Stream image, ImageRegion? region = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        region?.Require();
        using RunningCalls.Call call = calls.Begin(owner);
        ReadOnlyMemory<byte> encoded = StreamBytes.Read(image, ImageFileReader.LargestFileBytes)
            ?? throw new IOException(ImageFileReader.TooLarge);
        return OfBytes(encoded, ImageName.Of(image), region);
    }

    public TResult Run(ReadOnlyMemory<byte> encodedImage, ImageRegion? region = null)
    {
        region?.Require();
        using RunningCalls.Call call = calls.Begin(owner);
        return OfBytes(encodedImage, new ImageName(null, IsFile: false), region);
    }

    public TResult Run(RawImage image, ReadOnlySpan<byte> pixels, ImageRegion? region)
    {
        image.Require(pixels, region);
        using RunningCalls.Call call = calls.Begin(owner);
        ImageName name = new(null, IsFile: false);
        ImageBuffers buffers = TakeBuffers();
        try
        {
            network.Preprocessor.Prepare(image, pixels, region, buffers.Input);
            return OfInput(buffers, name);
        }
        catch (RetrainException exception) when (SpeaksOfFiles(exception))
        {
            throw InAnApp(exception, name);
        }
        finally
        {
            idleBuffers.Add(buffers);
        }
    }

    /// <summary>Frees the network, or has it freed when the calls that are running have ended; does not wait for them.</summary>
    public void Dispose() => calls.Close();

    private TResult OfFile(string imagePath, ImageRegion? region)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        ImageName name = new(imagePath, IsFile: true);
        return WithBuffers(name, buffers =>
        {
            network.Preprocessor.Prepare(buffers.Reader.ReadImage(imagePath), imagePath, buffers.Input, region);
            return OfInput(buffers, name);
        });
    }

    private TResult OfBytes(ReadOnlyMemory<byte> encodedImage, ImageName name, ImageRegion? region) =>
        WithBuffers(name, buffers =>
        {
            network.Preprocessor.Prepare(encodedImage, name.Origin, buffers.Input, region);
            return OfInput(buffers, name);
        });

    private TResult OfInput(ImageBuffers buffers, ImageName name)
    {
        network.Session.Run(buffers.Input, 1, buffers.Outputs);
        return buffers.Outputs.All(float.IsFinite)
            ? meaning.Read(buffers.Outputs)
            : throw new RetrainException(GraphDiagnostics.NotNumbers(network.GraphOrigin, name.Origin));
    }

    private TResult WithBuffers(ImageName name, Func<ImageBuffers, TResult> run)
    {
        ImageBuffers buffers = TakeBuffers();
        try
        {
            return run(buffers);
        }
        catch (RetrainException exception) when (SpeaksOfFiles(exception))
        {
            throw InAnApp(exception, name);
        }
        finally
        {
            idleBuffers.Add(buffers);
        }
    }

    private ImageBuffers TakeBuffers() =>
        idleBuffers.TryTake(out ImageBuffers? idle) ? idle : new(network.Preprocessor.InputLength, network.Session.OutputLength);

    private bool SpeaksOfFiles(RetrainException exception) => isApp && exception.Diagnostic.OfOneImage is not null;

    private static RetrainException InAnApp(RetrainException exception, ImageName name) =>
        new(ImageDiagnostics.InAnApp(exception.Diagnostic, name.IsFile), exception);
}
