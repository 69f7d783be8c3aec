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

        OutputLine.Write();
        OutputLine.Write(rebuilt.IsEqual
            ? "The model is reproduced: every file has the same bytes."
            : $"The model is not reproduced; {FirstDifference(rebuilt)}.");
    }

    /// <summary>The part that explains other bytes best, in words.</summary>
    public static string FirstDifference(RebuiltModel rebuilt) => rebuilt.Differences switch
    {
        [{ Part: "images" }, ..] => $"the images differ first ({Images(rebuilt)})",
        [{ Part: "options" } first, ..] => $"the options differ first ({first.Name})",
        [Difference first, ..] => $"the {first.Part} differs first ({first.Name})",
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
        foreach (LabelDifference label in rebuilt.Labels)
        {
            grid.Add([label.Label, .. splits.Select((_, i) => label.Recorded[i] == label.Now[i]
                ? Number(label.Now[i])
                : $"{Number(label.Recorded[i])} -> {Number(label.Now[i])}")]);
        }

        OutputLine.Write();
        grid.Print();
    }

    private static string Images(RebuiltModel rebuilt) => (rebuilt.GoneImages, rebuilt.NewImages) switch
    {
        (0, 0) => "those for testing, labels or sets",
        (int gone, int added) => $"of those for training and validation, {Number(gone)} are gone and {Number(added)} new",
    };

    private static string OrNone(string value) => value.Length > 0 ? value : "none";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
