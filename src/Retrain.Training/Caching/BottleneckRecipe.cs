using System.Globalization;
using System.Text;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>Everything except the image that determines the values of a bottleneck. Usually a run has one for all its images.</summary>
internal sealed class BottleneckRecipe
{
    private const string Version = "retrain-bottleneck v1";

    // The text of the key without the digits of the image, which are all that differs between images.
    private readonly byte[] template;
    private readonly Digest backbone;
    private readonly string tensor;
    private CachedNetwork? network;

    /// <param name="backbone">The SHA-256 of the backbone's graph.</param>
    /// <param name="tensor">The name of the bottleneck tensor.</param>
    /// <param name="preprocessing">
    /// The version of the decoder, the size and the normalisation, for instance "decode=1 resize=224x224 mean=127 std=128".
    /// </param>
    /// <param name="distortion">The distortion that was applied to the pixels before; empty for none.</param>
    /// <param name="orientation">
    /// The image's EXIF orientation and whether it was applied, for instance "6 applied"; empty for an upright image, so that its key is
    /// that of versions which knew no orientation.
    /// </param>
    /// <param name="libraries">The versions of the libraries that compute it; empty for those that this program was made with.</param>
    public BottleneckRecipe(
        Digest backbone, string tensor, string preprocessing, string distortion = "", string orientation = "", string libraries = "")
    {
        this.backbone = backbone;
        this.tensor = tensor;
        string blank = new('0', 2 * Digest.SizeBytes);
        template = Encoding.ASCII.GetBytes(
            $"{Version}\nimage={blank}\nbackbone={backbone}\ntensor={Escape(tensor)}\n" +
            $"preprocessing={Escape(preprocessing)}\ndistortion={Escape(distortion)}\n" +
            (orientation.Length > 0 ? $"orientation={Escape(orientation)}\n" : "") +
            (libraries.Length > 0 ? $"libraries={Escape(libraries)}\n" : ""));
    }

    /// <summary>The number of values of a bottleneck, which is not part of the key; 0 if it is not known.</summary>
    public int Length { get; init; }

    /// <summary>The name of the backbone for people, which is not part of the key; its digest if it has none.</summary>
    public string BackboneName { get; init; } = "";

    public CachedNetwork Network =>
        network ??= new CachedNetwork(backbone, tensor, BackboneName.Length > 0 ? BackboneName : backbone.ToString());

    public BottleneckKey KeyOf(Digest image)
    {
        Span<byte> text = template.Length <= 1024 ? stackalloc byte[template.Length] : new byte[template.Length];
        Write(image, text);
        return new BottleneckKey(this, image, Digest.Of(text));
    }

    public string TextOf(Digest image)
    {
        byte[] text = new byte[template.Length];
        Write(image, text);
        return Encoding.ASCII.GetString(text);
    }

    // One line per field, whatever it contains: otherwise a tensor named "a\npreprocessing=b" could be mistaken for another key.
    // Half a surrogate pair has no UTF-8 form, so everything that is not ASCII is escaped too.
    public static string Escape(string field)
    {
        StringBuilder escaped = new(field.Length);
        foreach (char character in field)
        {
            if (character is >= ' ' and <= '~' and not '\\')
            {
                escaped.Append(character);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
        }

        return escaped.ToString();
    }

    private void Write(Digest image, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        image.CopyTo(bytes);
        template.CopyTo(text);
        int start = Version.Length + "\nimage=".Length;
        Convert.TryToHexStringLower(bytes, text[start..], out _);
    }
}
