using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Conventions;

/// <summary>
/// A name that is printed as it is can forge a line or command a terminal, so that there is one way to a standard stream.
/// </summary>
public static partial class OutputTests
{
    // They escape what they write, or give the streams to those that do.
    private static readonly string[] Doors =
        ["OutputLine.cs", "ProblemLine.cs", "StandardStreams.cs", "ProgressPhase.cs", "PlainTable.cs", "BarPhase.cs", "Terminal.cs"];

    [Fact]
    public static void TextIsPrintedThroughOneDoor() =>
        Directory.EnumerateFiles(Repository.PathOf("src/Retrain.Tool"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Doors.Contains(Path.GetFileName(file)))
            .SelectMany(file => File.ReadLines(file).Where(line => Printing().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"))
            .ShouldBeEmpty();

    // A constant needs no escape.
    [GeneratedRegex(@"Console\.(Out\b|Write|OpenStandard)|AnsiConsole\.(Write|Markup|Progress)"
        + @"|Console\.Error\.WriteLine\((?!VisibleText\.Of\(|"")")]
    private static partial Regex Printing();
}
