using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Retrain.Training.Splits;

/// <summary>
/// Places a name at a fixed percentage in [0, 100], as retrain.py's create_image_lists: an image stays in its set when others come or go.
/// </summary>
internal static partial class SplitHash
{
    // retrain.py's MAX_NUM_IMAGES_PER_CLASS, 2^27 - 1.
    private const int Maximum = (1 << 27) - 1;

    /// <summary>(SHA-1(name without <c>_nohash_…</c>, then the salt) mod 2^27) * (100 / (2^27 - 1)).</summary>
    /// <param name="name">
    /// The image's path inside its category's folder, with '/'. retrain.py hashed the path as it was spelt on the command line, so
    /// that flower_photos and ./flower_photos gave two different splits.
    /// </param>
    /// <param name="salt">--split_salt: another text gives another split for a repeated experiment.</param>
    public static double Percent(string name, string salt = "")
    {
        string hashed = ObjectOf(name) + salt;
#pragma warning disable CA5350 // Do Not Use Weak Cryptographic Algorithms: SHA-1 spreads names evenly here and protects nothing
        byte[] sha1 = SHA1.HashData(Encoding.UTF8.GetBytes(hashed));
#pragma warning restore CA5350
        uint lowest32Bits = BinaryPrimitives.ReadUInt32BigEndian(sha1.AsSpan(16));
        return (lowest32Bits & Maximum) * (100.0 / Maximum);
    }

    /// <summary>
    /// The beginning that images of one object have in common, which must stay together: plant_leaf of plant_leaf_nohash_1.jpg. An image
    /// without such a name is an object of its own.
    /// </summary>
    public static string ObjectOf(string name) => NoHash().Replace(name, "");

    [GeneratedRegex("_nohash_.*$")]
    private static partial Regex NoHash();
}
