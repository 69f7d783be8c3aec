using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT2055 to RT2064: problems with the files beside a published encoder.</summary>
internal static class EncoderDiagnostics
{
    private const int LongestValue = 80;

    /// <summary>The flags with which the preprocessing is given by hand.</summary>
    public static string Flags => "--resize, --filter, --input_mean and --input_std (and --crop where images are cut)";

    /// <param name="folder">The folder given as --architecture.</param>
    /// <param name="networks">The .onnx files in it.</param>
    public static Diagnostic SeveralNetworks(string folder, IEnumerable<string> networks) =>
        new(Severity.Error, "RT2055", folder,
            $"has several networks ({string.Join(", ", networks)}) and neither model.onnx nor onnx/model.onnx; "
            + "pass the path of one of them as --architecture.");

    public static Diagnostic NoNetwork(string folder) =>
        new(Severity.Error, "RT2056", folder,
            "has no network: neither it nor its sub-folder onnx has an .onnx file; "
            + "export the encoder to ONNX, or pass another folder as --architecture.");

    public static Diagnostic UnreadableProcessor(string file, string reason) =>
        new(Severity.Error, "RT2057", file,
            $"the preprocessing cannot be read: {reason}; download the file again, or give {Flags} and move it elsewhere.");

    /// <param name="file">The file.</param>
    /// <param name="field">The field's path in the file.</param>
    /// <param name="value">Its value as it is written there.</param>
    /// <param name="valid">The values that are understood.</param>
    public static Diagnostic InvalidField(string file, string field, string value, string valid) =>
        new(Severity.Error, "RT2058", file,
            $"'{field}' is {(value.Length <= LongestValue ? value : $"{value[..LongestValue]}...")}, not {valid}; "
            + $"correct it, or give the preprocessing with {Flags}.");

    /// <param name="file">The file.</param>
    /// <param name="field">The field that names the class.</param>
    /// <param name="name">The class; <see langword="null"/> where the file names none.</param>
    public static Diagnostic UnknownClass(string file, string field, string? name) =>
        new(Severity.Error, "RT2059", file,
            (name is null ? $"'{field}' is absent, so that the preprocessing is unknown"
                : $"'{field}' is '{name}', a class whose preprocessing is unknown")
            + $"; give it with {Flags}.");

    /// <param name="file">The file.</param>
    /// <param name="field">The field that leaves the size open.</param>
    public static Diagnostic OpenSize(string file, string field) =>
        new(Severity.Error, "RT2060", file,
            $"'{field}' leaves each image its own shape, and without a centre crop the images would have different sizes; "
            + $"give the preprocessing with {Flags}.");

    /// <param name="file">The file.</param>
    /// <param name="field">The field that gives the size.</param>
    /// <param name="size">The size that it gives, as "224x224".</param>
    /// <param name="network">The network.</param>
    /// <param name="networkSize">The size that the network takes.</param>
    public static Diagnostic OtherSize(string file, string field, string size, string network, string networkSize) =>
        new(Severity.Error, "RT2061", file,
            $"'{field}' makes images of {size} pixels, and {network} takes {networkSize}; "
            + $"use the files of one encoder, or give the preprocessing with {Flags}.");

    public static Diagnostic NotAProcessor(string file, string field) =>
        new(Severity.Warning, "RT2062", file,
            $"says nothing about preprocessing, as it has no '{field}', and is not used; "
            + $"add the encoder's preprocessor_config.json, or give the preprocessing with {Flags}.");

    /// <param name="file">The file.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">The value that is used instead.</param>
    public static Diagnostic FieldAssumed(string file, string field, string value) =>
        new(Severity.Warning, "RT2063", file,
            $"'{field}' is absent, and {value} is used, as the file's own reader would; "
            + "give --input_mean and --input_std if that is wrong.");
}
