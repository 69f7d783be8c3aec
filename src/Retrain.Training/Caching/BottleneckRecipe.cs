using System.Globalization;
using System.Text;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>Everything but the image that decides a bottleneck's values; usually one for all images of a run.</summary>
internal sealed class BottleneckRecipe
{
    private const string Version = "retrain-bottleneck v1";

    // The key's text with the image's digits left blank: they alone change from image to image.
    private readonly byte[] template;

    /// <param name="backbone">SHA-256 of the backbone's graph.</param>
    /// <param name="tensor">The bottleneck tensor's name.</param>
    /// <param name="preprocessing">Version of the decoder, size and normalization, for instance "decode=1 resize=224x224 mean=127 std=128".</param>
    /// <param name="distortion">What was done to the pixels before; empty when nothing was.</param>
    public BottleneckRecipe(Digest backbone, string tensor, string preprocessing, string distortion = "")
    {
        string blank = new('0', 2 * Digest.SizeBytes);
        template = Encoding.ASCII.GetBytes(
            $"{Version}\nimage={blank}\nbackbone={backbone}\ntensor={Escape(tensor)}\n" +
            $"preprocessing={Escape(preprocessing)}\ndistortion={Escape(distortion)}\n");
    }

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

    // One line a field, whatever the field holds: otherwise a tensor named "a\npreprocessing=b" could be taken for another key.
    // Half a surrogate pair has no UTF-8 of its own, so anything that is not ASCII is escaped too.
    private static string Escape(string field)
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
