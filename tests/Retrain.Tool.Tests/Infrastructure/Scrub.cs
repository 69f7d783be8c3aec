using System.Text.RegularExpressions;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Takes out of a run's output what another machine or another hour would print otherwise.</summary>
internal static partial class Scrub
{
    public static string Lines(TrainingRun run, string output)
    {
        string text = output.Replace(run.Folder.Path, "FOLDER", StringComparison.Ordinal).Replace('\\', '/');
        text = Digest().Replace(text, "DIGEST");
        text = Time().Replace(text, "TIME");
        text = Rate().Replace(text, "in SECONDS s, RATE images/s");
        text = Progress().Replace(text, "");
        return Fraction().Replace(text, "NUMBER");
    }

    public static string Json(TrainingRun run, string output)
    {
        string text = output.Replace(run.Folder.Path, "FOLDER", StringComparison.Ordinal).Replace(@"\\", "/", StringComparison.Ordinal);
        text = Digest().Replace(text, "DIGEST");
        text = KnownImages().Replace(text, "DIGESTS");
        return Measured().Replace(text, "$1NUMBER");
    }

    [GeneratedRegex(@"(?<=""knownImages"": "")[^""]+")]
    private static partial Regex KnownImages();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")]
    private static partial Regex Time();

    // Comes every few seconds.
    [GeneratedRegex(@"^Bottlenecks: \d+ of .*\n", RegexOptions.Multiline)]
    private static partial Regex Progress();

    [GeneratedRegex(@"in \d+\.\d s, \d+ images/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"\d+\.\d+(?=%|$)|(?<=temperature |probability below )\d+\.\d+", RegexOptions.Multiline)]
    private static partial Regex Fraction();

    [GeneratedRegex(
        @"(""(?:\w*[aA]ccuracy\w*|crossEntropy|elapsedSeconds|bottleneckScale|temperature|confidenceThreshold|"
        + @"confidentTestImages|promisedErrorPercent|missingImages)"": ?)"
        + @"[-+\d.eE]+")]
    private static partial Regex Measured();
}
