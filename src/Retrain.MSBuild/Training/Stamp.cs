using System.Security.Cryptography;

namespace Retrain.MSBuild.Training;

/// <summary>Says what the outputs were made from, for builds that waited while another one trained.</summary>
internal static class Stamp
{
    /// <summary>Whether all outputs are there and were made from these inputs by this engine.</summary>
    public static bool IsCurrent(ModelFiles files, string engine) =>
        files.Outputs.All(File.Exists) && File.Exists(files.Stamp) && File.ReadAllText(files.Stamp) == TextOf(files, engine);

    /// <summary>Makes outputs that are current newer than the inputs, for MSBuild, which compares times.</summary>
    public static void Touch(ModelFiles files)
    {
        foreach (string path in files.Outputs.Append(files.Stamp))
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
    }

    public static void Write(ModelFiles files, string engine) => File.WriteAllText(files.Stamp, TextOf(files, engine));

    private static string TextOf(ModelFiles files, string engine)
    {
        using SHA256 sha256 = SHA256.Create();
        string digest = BitConverter.ToString(sha256.ComputeHash(File.ReadAllBytes(files.Inputs))).Replace("-", "");
        return $"{digest} {File.GetLastWriteTimeUtc(engine).Ticks}";
    }
}
