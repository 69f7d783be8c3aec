using System.Security.Cryptography;
using Retrain.MSBuild.Inputs;

namespace Retrain.MSBuild.Training;

/// <summary>The state of the inputs and the engine that outputs were made from, for builds that waited while another one trained.</summary>
/// <param name="path">The stamp's file, which is written last.</param>
/// <param name="inputsFile">The inputs file.</param>
/// <param name="engine">The engine's file.</param>
internal sealed class Stamp(string path, string inputsFile, string engine)
{
    /// <summary>Whether all outputs exist and were made from these inputs by this engine.</summary>
    public bool IsCurrent(IEnumerable<string> outputs) => outputs.All(File.Exists) && !GeneratedText.Differs(path, Text());

    /// <summary>Makes current outputs newer than the inputs, for MSBuild, which compares times.</summary>
    public void Touch(IEnumerable<string> outputs)
    {
        foreach (string file in outputs.Append(path))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        }
    }

    /// <summary>Records that the outputs belong to these inputs.</summary>
    /// <remarks>
    /// The engine leaves outputs alone where only facts of files differ. The inputs then become as old as they are: newer outputs would
    /// make MSBuild compile and copy them again.
    /// </remarks>
    public void Write(IEnumerable<string> outputs)
    {
        DateTime oldest = outputs.Select(File.GetLastWriteTimeUtc).Min();
        if (File.GetLastWriteTimeUtc(inputsFile) > oldest)
        {
            File.SetLastWriteTimeUtc(inputsFile, oldest);
        }

        File.WriteAllText(path, Text());
    }

    public void Delete() => File.Delete(path);

    private string Text()
    {
        using SHA256 sha256 = SHA256.Create();
        using FileStream inputs = File.OpenRead(inputsFile);
        string digest = BitConverter.ToString(sha256.ComputeHash(inputs)).Replace("-", "");
        return $"{digest} {File.GetLastWriteTimeUtc(engine).Ticks}";
    }
}
