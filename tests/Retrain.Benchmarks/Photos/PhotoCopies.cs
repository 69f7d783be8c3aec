using System.Buffers.Binary;
using Retrain.Training.Images;

namespace Retrain.Benchmarks.Photos;

/// <summary>Makes more photos than there are.</summary>
internal static class PhotoCopies
{
    /// <summary>
    /// Makes copies of the photos in turn, in folders named as theirs, each with bytes after the image's end, which decoders skip but
    /// digests do not.
    /// </summary>
    public static void Make(PhotoSet photos, int count, string folder)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        int made = 0;
        foreach ((LabeledImage image, string target) in Targets(photos, count, folder))
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, made++);
            using FileStream copy = File.Create(target);
            copy.Write(File.ReadAllBytes(image.Path));
            copy.Write(number);
        }
    }

    /// <summary>Gives the photos more names, in folders named as theirs; all names of a photo have one bottleneck.</summary>
    public static void Link(PhotoSet photos, int count, string folder)
    {
        foreach ((LabeledImage image, string target) in Targets(photos, count, folder))
        {
            HardLink.Create(target, image.Path);
        }
    }

    private static IEnumerable<(LabeledImage Image, string Target)> Targets(PhotoSet photos, int count, string folder)
    {
        for (int i = 0; i < count; i++)
        {
            LabeledImage image = photos.Images[i % photos.Images.Count];
            string target = Path.Combine(folder, image.Category.FolderName, $"{i:D8}{Path.GetExtension(image.Path)}");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            yield return (image, target);
        }
    }
}
