using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Retrain.Tool.Display;
using Retrain.Training.Images;
using Retrain.Training.Splits;
using Retrain.Training.Verification;
using Spectre.Console;

namespace Retrain.Tool.Commands;

/// <summary>Prints whether a model could be reproduced, and what differs.</summary>
internal static class VerifyText
{
    private const int MostLabels = 100;
    private const int QuotedDigest = 66;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>This machine's processor, by which ONNX Runtime chooses its kernels.</summary>
    public static string Processor =>
        RuntimeInformation.ProcessArchitecture
        + (Avx512F.IsSupported ? " with AVX-512" : Avx2.IsSupported ? " with AVX2" : "");

    public static void Print(RebuiltModel rebuilt)
    {
        PlainGrid files = new(Justify.Left, Justify.Left, Justify.Left);
        files.Add("File", "SHA-256 in the manifest", "Built again");
        foreach ((string name, string recorded, string now) in rebuilt.Files)
        {
            files.Add(name, recorded, recorded == now ? "equal" : now);
        }

        files.Print();
        PrintLabels(rebuilt);
        if (rebuilt.Differences.Count > 0)
        {
            PlainGrid facts = new(Justify.Left, Justify.Left, Justify.Left, Justify.Left);
            facts.Add("Part", "Fact", "In the manifest", "Now");
            foreach (Difference difference in rebuilt.Differences)
            {
                facts.Add(difference.Part, difference.Name, OrNone(difference.Recorded), OrNone(difference.Now));
            }

            OutputLine.Write();
            facts.Print();
        }

        if (rebuilt.IsEqual)
        {
            OutputLine.Write();
            OutputLine.Write("The model is reproduced: every file has the same bytes.");
        }
    }

    /// <summary>The part that explains other bytes best, in words.</summary>
    public static string Difference(RebuiltModel rebuilt) => rebuilt.Differences switch
    {
        [{ Part: "images" }, ..] => $"the images differ ({Images(rebuilt)})",
        [{ Part: "options" } first, ..] => $"the options differ ({first.Name})",
        [Difference first, ..] => $"the {first.Part} differs ({first.Name})",
        [] => "images, backbone, engine and options are the same, and ONNX Runtime computes with what the processor has: "
            + $"this one is {Processor}",
    };

    private static void PrintLabels(RebuiltModel rebuilt)
    {
        if (rebuilt.Labels.Count == 0)
        {
            return;
        }

        Split[] splits = Enum.GetValues<Split>();
        PlainGrid grid = new([Justify.Left, .. splits.Select(_ => Justify.Right)]);
        grid.Add(["Images of", .. splits.Select(split => split.Name())]);
        foreach (LabelDifference label in rebuilt.Labels.Take(MostLabels))
        {
            grid.Add([label.Label, .. splits.Select((_, i) => label.Recorded[i] == label.Now[i]
                ? Number(label.Now[i])
                : $"{Number(label.Recorded[i])} -> {Number(label.Now[i])}")]);
        }

        OutputLine.Write();
        grid.Print();
        if (rebuilt.Labels.Count > MostLabels)
        {
            OutputLine.Write($"and {Number(rebuilt.Labels.Count - MostLabels)} more labels");
        }
    }

    private static string Images(RebuiltModel rebuilt)
    {
        string[] gone = [.. rebuilt.Labels.Where(label => label.Now.Sum() == 0).Select(label => label.Label)];
        string[] added = [.. rebuilt.Labels.Where(label => label.Recorded.Sum() == 0).Select(label => label.Label)];
        string[] found =
        [
            .. gone.Take(1).Select(label => $"the label {label} is gone"),
            .. added.Take(1).Select(label => $"the label {label} is new"),
            .. new[] { (rebuilt.GoneImages, "gone"), (rebuilt.NewImages, "new") }
                .Where(count => count.Item1 > 0)
                .Select(count => $"{Number(count.Item1)} for training and validation {(count.Item1 == 1 ? "is" : "are")} {count.Item2}"),
        ];
        return found.Length > 0 ? string.Join(", ", found) : "those for testing, or the sets of others";
    }

    // The whole of a digest is in the JSON.
    private static string OrNone(string value) => value.Length == 0 ? "none"
        : value.Length == QuotedDigest && value.AsSpan(1, QuotedDigest - 2).IndexOfAnyExcept(HexDigits) < 0 ? $"{value[1..13]}…"
        : value;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
