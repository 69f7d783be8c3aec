using System.Text;
using Retrain.Runtime;
using Retrain.Training.Backbones;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Files;
using Retrain.Training.Images;
using Retrain.Training.Libraries;
using Retrain.Training.Options;
using Retrain.Training.PublishedEncoders;

namespace Retrain.Training.Builds;

/// <summary>The digests of everything that a build's model follows from, and of the model's files.</summary>
internal static class ModelContents
{
    private const string Version = "retrain contents 2";

    /// <summary>Makes the digest of what the model follows from, as it is now.</summary>
    /// <param name="options">The options of a build's training.</param>
    /// <param name="images">The images, with their digests.</param>
    /// <param name="hasProblems">Whether the training reported problems.</param>
    /// <returns>64 hexadecimal digits; <see langword="null"/> if a file is missing or cannot be read.</returns>
    public static string? Inputs(RetrainOptions options, ImageSet images, bool hasProblems) =>
        images.Images.Any(image => !image.HasContent) ? null : DigestOf(() => InputsText(options, images, hasProblems));

    /// <summary>The files that the model follows from apart from images: of a backbone, of decisions, of a model to compare with.</summary>
    public static IEnumerable<string> Files(RetrainOptions options) =>
    [
        .. BackboneFiles(options),
        .. new[] { options.Data.Decisions, options.Test.BaselineGraph, options.Test.BaselineLabels }.OfType<string>(),
    ];

    /// <summary>Makes the digest of the model's files.</summary>
    /// <param name="options">The options of the training.</param>
    /// <param name="digestOf">The digest of the file at a path.</param>
    /// <returns>64 hexadecimal digits; <see langword="null"/> if a file is missing or cannot be read.</returns>
    public static string? Outputs(RetrainOptions options, Func<string, Digest> digestOf)
    {
        OutputOptions output = options.Output;
        IEnumerable<string> files = new[] { output.Graph, output.Onnx, output.Labels, output.Manifest, output.Report }.OfType<string>();
        return DigestOf(() => string.Join('\n', files.Select(digestOf)));
    }

    private static IEnumerable<string> BackboneFiles(RetrainOptions options) =>
        BackboneCatalog.IsFile(options.Backbone.Architecture) ? EncoderFiles.Of(options.Backbone.Architecture).All : [];

    private static string? DigestOf(Func<string> text)
    {
        try
        {
            return Digest.Of(Encoding.UTF8.GetBytes(text())).ToString();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RetrainException)
        {
            return null; // The training says what is wrong with the file.
        }
    }

    private static string InputsText(RetrainOptions options, ImageSet images, bool hasProblems)
    {
        ProjectInputs inputs = options.Data.Inputs ?? throw new InvalidOperationException("not the training of a build");
        string folder = Path.GetDirectoryName(inputs.Project)!;
        StringBuilder text = new();
        Add(Version, EngineVersion.Text);
        if (LibraryVersions.InKey.Length > 0)
        {
            Add("libraries", LibraryVersions.InKey);
        }

        if (hasProblems || options.Output.Report is not null)
        {
            // Both name photos by their paths. Nothing else depends on where a project lies.
            Add("project", inputs.Project);
        }

        foreach ((string name, string value) in inputs.Flags)
        {
            Add("flag", name, Path.IsPathFullyQualified(value) ? Path.GetRelativePath(folder, value) : value);
        }

        foreach (string file in Files(options))
        {
            Add("file", Digest.OfFile(file).ToString());
        }

        foreach (LabeledImage image in images.Images)
        {
            Add("image", image.Label, image.RelativePath, image.Digest.ToString());
        }

        return text.ToString();

        void Add(params string[] fields) => text.Append(InputsFormat.Line(fields)).Append('\n');
    }
}
