using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A TensorFlow graph in OpenCV's own importer and engine.</summary>
internal sealed class OpenCvNetwork : IDisposable
{
    private readonly Net network;

    /// <summary>Skips the calling test where OpenCV's library does not load; in CI it fails.</summary>
    public OpenCvNetwork(string graph)
    {
        RequireLibrary();
        network = CvDnn.ReadNetFromTensorflow(graph).ShouldNotBeNull();
    }

    /// <param name="pixels">// [height, width, 3]</param>
    public float[] Run(float[] pixels, int heightPixels, int widthPixels)
    {
        using Mat input = new([1, 3, heightPixels, widthPixels], MatType.CV_32FC1);
        for (int channel = 0; channel < 3; channel++)
        {
            for (int y = 0; y < heightPixels; y++)
            {
                for (int x = 0; x < widthPixels; x++)
                {
                    input.Set([0, channel, y, x], pixels[(((y * widthPixels) + x) * 3) + channel]);
                }
            }
        }

        network.SetInput(input, "input");
        using Mat output = network.Forward("final_result");
        float[] probabilities = new float[output.Total()];
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = output.At<float>(0, i);
        }

        return probabilities;
    }

    public void Dispose() => network.Dispose();

    private static void RequireLibrary()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the tests have OpenCV's library for Linux only");
        try
        {
            Cv2.GetVersionString();
        }
        catch (TypeInitializationException exception) when (exception.InnerException is DllNotFoundException)
        {
            string message =
                $"OpenCV's library does not load (apt-get install libgtk-3-0): {exception.InnerException.Message.Split('\n')[0]}";
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            {
                Assert.Fail(message);
            }

            Assert.Skip(message);
        }
    }
}
