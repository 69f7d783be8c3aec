using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>The errors of a model that is built again from its manifest.</summary>
internal static class VerificationDiagnostics
{
    /// <param name="first">The part that differs first, in words.</param>
    public static Diagnostic NotReproduced(string manifest, string first) =>
        Error("RT1045", manifest, $"the model that was built again has other bytes than this manifest's: {first}.");

    public static Diagnostic NoDecisions(string manifest) =>
        Error("RT1046", manifest, "the model was trained with a file of decisions; name that file with --decisions.");

    public static Diagnostic NotOfTraining(string manifest, string reason) =>
        Error("RT1047", manifest, $"is not the manifest of a training: {reason}; name the one that training wrote beside the graph.");

    public static Diagnostic OtherGraph(string graph, string manifest) =>
        Error("RT1048", graph, $"has other bytes than '{manifest}' names; take graph and manifest of one training.");

    public static Diagnostic BackboneNotNamed(string manifest, string backbone, string digest) =>
        Error("RT4067", manifest,
            $"the model was trained on the backbone '{backbone}' (SHA-256 {digest}), which is not known by name; "
            + "name its file with --architecture.");

    public static Diagnostic UnknownOption(string manifest, string option, string engine) =>
        Error("RT4068", manifest,
            $"the model was trained with the option '{option}', which this version does not know; use version {engine} of dotnet-retrain.");

    public static Diagnostic NotBuilt(string project, string folder) =>
        Error("RT4069", project,
            $"there are no inputs of a model in '{folder}'; name the project's file, build the project first, or name one of its models.");

    public static Diagnostic SeveralModels(string project, IReadOnlyList<string> models) =>
        Error("RT4081", project, $"the project has the models {string.Join(", ", models)}; name one with --model.");

    public static Diagnostic NoTemporaryFolder(string folder, string reason) =>
        Error("RT4082", folder, $"no folder can be made in it: {reason.TrimEnd('.')}; set TMPDIR to one that can be written.");

    public static Diagnostic NotTogether(string flag, string other) =>
        Error("RT4083", null, $"{flag} and {other} do not go together; leave one of them out.");

    private static Diagnostic Error(string code, string? origin, string message) => new(Severity.Error, code, origin, message);
}
