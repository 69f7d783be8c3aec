using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Models;

/// <summary>
/// Loads ONNX Runtime and Skia beside the reading of a graph, which takes as long: an app has its first prediction sooner.
/// </summary>
internal static class NativeLibraries
{
    // The smallest GIF file.
    private static readonly byte[] OnePixel =
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, // its size and two colours
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B, // the pixel and the end
    ];

    private static readonly Lazy<Task> Loading = new(() => NativeWork.Run(Load));

    /// <summary>
    /// Loads both on another thread, once in a process. An image of one pixel and a network of one node get the code compiled that calls
    /// them.
    /// </summary>
    /// <returns>A task to wait for before they are used; it fails if they cannot be loaded.</returns>
    public static Task LoadInBackground() => Loading.Value;

    private static void Load()
    {
        OrtSessions.Start();
        new ImagePreprocessor(Preprocessing.Legacy(1, 1, ImageInput.GreyLevels)).Prepare(OnePixel, null, stackalloc float[3]);
        WarmUp.Run();
    }
}
