using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>The commands and programs that docs/serving.md shows.</summary>
internal static partial class ServingPage
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs/serving.md")).ReplaceLineEndings("\n");

    /// <summary>The lines of the block that makes the files: commands, and what they print.</summary>
    public static IReadOnlyList<string> Commands => ProgramOf("Running a trained model in other programs").TrimEnd().Split('\n');

    /// <summary>The one program below a heading.</summary>
    /// <param name="heading">The heading, without the command in parentheses that installs what the program needs.</param>
    public static string ProgramOf(string heading) =>
        Block().Matches(Text).Single(match => match.Groups["heading"].Value == heading).Groups["block"].Value;

    /// <summary>The exact version of onnxruntime-web that the page installs.</summary>
    public static string OnnxRuntimeWebVersion => Version().Match(Text).Groups[1].Value;

    // A heading, what stands below it except another heading, and a fenced block.
    [GeneratedRegex(
        "^##? (?<heading>[^(\n]+?)(?: \\([^\n]*)?\n(?:(?!#|```)[^\n]*\n)*```\\w*\n(?<block>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"onnxruntime-web@(\d+\.\d+\.\d+)")]
    private static partial Regex Version();
}
