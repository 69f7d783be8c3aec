using System.Runtime.InteropServices;
using System.Text.Json;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Values that TensorFlow and retrain.py computed; see the folder Goldens.</summary>
internal static class GoldenFiles
{
    public static JsonElement Json(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));
        return document.RootElement.Clone();
    }

    /// <summary>A little-endian float32 tensor.</summary>
    public static float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(name))).ToArray();

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Goldens", name);
}
