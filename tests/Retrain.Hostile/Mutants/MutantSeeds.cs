using SkiaSharp;

namespace Retrain.Hostile.Mutants;

/// <summary>The good files that mutants are made of.</summary>
internal static class MutantSeeds
{
    private const int SizePixels = 64;
    private const int LargestGraph = 10_000;

    // A frame of 4 × 4 pixels with four colours, a comment and an application's block.
    private const string Gif =
        "47494638396104000400910000FF0000FFFF0000FF000000FF21FF0B4E45545343415045322E300301000000"
        + "21FE0568656C6C6F0021F90404000000002C000000000400040000020684616071D70500" + "3B";

    public static IReadOnlyList<byte[]> Of(string kind) => kind switch
    {
        "jpeg" => [Encode(SKEncodedImageFormat.Jpeg, 80)],
        "progressive" => [ProgressiveSample.Encoded],
        "png" => [Encode(SKEncodedImageFormat.Png, 100)],
        "webp" => [Encode(SKEncodedImageFormat.Webp, 80), Encode(SKEncodedImageFormat.Webp, 100)],
        "gif" => [Convert.FromHexString(Gif)],
        "bmp" => [Bmp()],
        "pb" or "onnx" => [.. Graphs(kind)],
        _ => throw new ArgumentException($"unknown kind {kind}", nameof(kind)),
    };

    private static IEnumerable<byte[]> Graphs(string kind) =>
        Directory.EnumerateDirectories(Repository.PathOf("tests"), "*.Tests")
            .SelectMany(project => Directory.EnumerateDirectories(project))
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, $"*.{kind}", SearchOption.AllDirectories))
            .Where(file => new FileInfo(file).Length < LargestGraph).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static byte[] Encode(SKEncodedImageFormat format, int quality)
    {
        using SKBitmap bitmap = SKBitmap.Decode(DrawnPhotos.Draw(category: 1, seed: 7, SizePixels));
        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    // 24 bits a pixel, as BITMAPINFOHEADER describes them.
    private static byte[] Bmp()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        int pixelBytes = SizePixels * SizePixels * 3;
        writer.Write("BM"u8);
        foreach (int field in (int[])[54 + pixelBytes, 0, 54, 40, SizePixels, SizePixels, 1 | (24 << 16), 0, pixelBytes, 2835, 2835, 0, 0])
        {
            writer.Write(field);
        }

        byte[] pixels = new byte[pixelBytes];
        new Random(1).NextBytes(pixels);
        writer.Write(pixels);
        return stream.ToArray();
    }
}
