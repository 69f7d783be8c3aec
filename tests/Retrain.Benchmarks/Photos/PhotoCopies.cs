using System.Buffers.Binary;
using Retrain.Training.Categories;

namespace Retrain.Benchmarks.Photos;

/// <summary>More photos than there are: copies, each with bytes after the image's end, which decoders skip but digests do not.</summary>
internal static class PhotoCopies
{
    /// <summary>Makes copies of the photos in turn, in folders named as theirs.</summary>
    public static void Make(PhotoSet photos, int count, string folder)
    {
        (Category Category, ImageFile Image)[] originals = [.. photos.Categories.SelectMany(category => category.Images.Select(image => (category, image)))];
        Span<byte> number = stackalloc byte[sizeof(int)];
        for (int i = 0; i < count; i++)
        {
            (Category category, ImageFile image) = originals[i % originals.Length];
            string target = Path.Combine(folder, category.FolderName, $"{i:D8}{Path.GetExtension(image.Path)}");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            BinaryPrimitives.WriteInt32LittleEndian(number, i);
            using FileStream copy = File.Create(target);
            copy.Write(File.ReadAllBytes(image.Path));
            copy.Write(number);
        }
    }
}
