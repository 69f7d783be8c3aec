using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT2085 and RT4131 to RT4135: problems with the choice between several backbones.</summary>
internal static class ChoiceDiagnostics
{
    public static Diagnostic UnknownMultiplyAdds(string backbone) =>
        new(Severity.Warning, "RT2085", null,
            $"the multiply-adds of '{backbone}' cannot be counted, because shapes in it are not known before it runs; of backbones that "
            + "are equally good it is the last to be chosen, so name it alone as --architecture if you prefer it.");

    public static Diagnostic SeveralWithoutChoice(string architecture) =>
        new(Severity.Error, "RT4131", null,
            $"--architecture '{architecture}' names several backbones, or a path that does not exist; "
            + "name one, or let `dotnet retrain --choose` train on the best of them.");

    public static Diagnostic NothingToChoose(string architecture) =>
        new(Severity.Error, "RT4132", null,
            $"--choose needs at least two names with a comma between, none of them empty, and --architecture is '{architecture}'; "
            + "name more, or omit --choose.");

    public static Diagnostic Twice(string first, string second) =>
        new(Severity.Error, "RT4133", null,
            first == second
                ? $"--architecture names '{first}' twice; name each backbone once."
                : $"'{first}' and '{second}' of --architecture are the same network; name one of them.");

    public static Diagnostic DescribesOneNetwork(string flag) =>
        new(Severity.Error, "RT4134", null,
            $"{flag} describes one network and cannot be combined with --choose; choose without it, "
            + "or train on each network and compare with evaluate.");

    public static Diagnostic OtherFormat(string graph, string backbone, string extension) =>
        new(Severity.Error, "RT4135", null,
            $"--output_graph '{graph}' does not have the extension of a model trained on '{backbone}', which may be chosen ({extension}); "
            + "omit --output_graph, or name backbones of one format.");
}
