using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

public sealed class ImagePreprocessorTests
{
    [Fact]
    public void PreparesWhatTheThreeStepsGive()
    {
        Normalization normalization = new(127, 128);
        ImagePreprocessor preprocessor = new(Preprocessing.Legacy(20, 24, normalization));
        using PixelBuffer pixels = ImageDecoder.Decode(SampleImages.All["PNG"], null);
        float[] expected = new float[24 * 20 * 3];
        BilinearResize.Resize(pixels, 24, 20, expected);
        normalization.Apply(expected);

        float[] actual = new float[preprocessor.InputLength];
        preprocessor.Prepare(SampleImages.All["PNG"], null, actual);

        actual.ShouldBe(expected);
    }

    [Fact]
    public void LimitOfPixelsIsTheDecoders()
    {
        ImagePreprocessor preprocessor = new(Preprocessing.Legacy(8, 8, new Normalization(0, 1)), maximumPixels: 100);

        RetrainException exception = Should.Throw<RetrainException>(
            () => preprocessor.Prepare(SampleImages.All["PNG"], "a.png", new float[preprocessor.InputLength]));

        exception.Diagnostic.Code.ShouldBe("RT1004");
    }

    [Fact]
    public void ThreadsDoNotDisturbEachOther()
    {
        ImagePreprocessor preprocessor = new(Preprocessing.Legacy(30, 30, new Normalization(127, 128)));
        byte[][] files = [.. SampleImages.All.Values];
        float[][] alone = [.. files.Select(Prepare)];

        float[][] together = [.. Enumerable.Range(0, 600).AsParallel().AsOrdered()
            .WithCancellation(TestContext.Current.CancellationToken).Select(i => Prepare(files[i % files.Length]))];

        for (int i = 0; i < together.Length; i++)
        {
            together[i].AsSpan().SequenceEqual(alone[i % files.Length]).ShouldBeTrue();
        }

        float[] Prepare(byte[] file)
        {
            float[] input = new float[preprocessor.InputLength];
            preprocessor.Prepare(file, null, input);
            return input;
        }
    }

    [Fact]
    public void PreparingAgainAndAgainMakesLittleGarbage()
    {
        ImagePreprocessor preprocessor = new(Preprocessing.Legacy(224, 224, new Normalization(127, 128)));
        float[] input = new float[preprocessor.InputLength];
        preprocessor.Prepare(SampleImages.All["JPEG"], null, input);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            preprocessor.Prepare(SampleImages.All["JPEG"], null, input);
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).ShouldBeLessThan(4096);
    }
}
