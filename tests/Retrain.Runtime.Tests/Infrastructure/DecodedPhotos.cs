using System.Text.Json;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Photos as TensorFlow decoded them, so that what follows can be compared tightly.</summary>
internal static class DecodedPhotos
{
    private const string Reference = "reference/tf_goldens";

    /// <summary>ResizeBilinear as TensorFlow did it in 2015: the source pixel is target * scale, corners are not aligned.</summary>
    public static float[] Resize(string photo, int size)
    {
        byte[] rgb = File.ReadAllBytes(ReferenceData.PathOf($"{Reference}/images/photo_{photo}.rgb.bin"));
        (int height, int width) = DecodedSize(photo);
        float[] resized = new float[size * size * 3];
        for (int y = 0; y < size; y++)
        {
            float fromY = y * (height / (float)size);
            int top = (int)fromY;
            int bottom = Math.Min(top + 1, height - 1);
            for (int x = 0; x < size; x++)
            {
                float fromX = x * (width / (float)size);
                int left = (int)fromX;
                int right = Math.Min(left + 1, width - 1);
                for (int channel = 0; channel < 3; channel++)
                {
                    float upper = Mix(At(top, left), At(top, right), fromX - left);
                    float lower = Mix(At(bottom, left), At(bottom, right), fromX - left);
                    resized[(((y * size) + x) * 3) + channel] = Mix(upper, lower, fromY - top);

                    float At(int row, int column) => rgb[(((row * width) + column) * 3) + channel];
                }
            }
        }

        return resized;

        static float Mix(float first, float second, float part) => first + ((second - first) * part);
    }

    private static (int Height, int Width) DecodedSize(string photo)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(ReferenceData.PathOf($"{Reference}/images/manifest.json")));
        JsonElement shape = manifest.RootElement.GetProperty("images").EnumerateArray()
            .Select(image => image.TryGetProperty("decode_jpeg", out JsonElement decoded) ? decoded : default)
            .First(decoded => decoded.ValueKind is JsonValueKind.Object
                && decoded.TryGetProperty("file", out JsonElement file) && file.GetString() == $"photo_{photo}.rgb.bin")
            .GetProperty("shape");
        return (shape[0].GetInt32(), shape[1].GetInt32());
    }
}
