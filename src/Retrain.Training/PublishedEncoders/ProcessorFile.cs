using System.Text.Json;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.PublishedEncoders;

/// <summary>Reads the preprocessing from the files that publishers lay beside an encoder.</summary>
internal static class ProcessorFile
{
    // A list of 21,841 labels in a config.json has 2 MB.
    private const int LargestBytes = 16 * 1024 * 1024;

    /// <summary>Reads the file that decides.</summary>
    /// <param name="files">The files that there are, those that decide first.</param>
    /// <param name="warn">Receives what the files leave open.</param>
    /// <returns><see langword="null"/> where no file says anything about preprocessing.</returns>
    /// <exception cref="RetrainException">RT2057 to RT2060: the file that decides cannot be used.</exception>
    public static PublishedPreprocessing? Read(IEnumerable<string> files, Action<Diagnostic> warn) =>
        files.Select(file => Read(file, warn)).FirstOrDefault(read => read is not null);

    private static PublishedPreprocessing? Read(string file, Action<Diagnostic> warn)
    {
        using JsonDocument document = Parse(file);
        using JsonDocument nothing = JsonDocument.Parse("{}");
        ProcessorFields fields = new(document.RootElement, file);
        switch (Path.GetFileName(file))
        {
            case EncoderFileNames.Combined:
                return fields.Inner("image_processor") is { } inner ? new TransformersProcessor(inner, warn).Read() : null;
            case EncoderFileNames.Transformers:
                return new TransformersProcessor(fields, warn).Read();
            case EncoderFileNames.OpenClip:
                return OpenClipProcessor.Read(fields, new ProcessorFields(nothing.RootElement, file, "preprocess_cfg."), warn);
            case EncoderFileNames.Config when fields.Inner("pretrained_cfg") is { } timm:
                return TimmProcessor.Read(timm, warn);
            case EncoderFileNames.Config when fields.Has("architecture") && !fields.Has("model_type"):
                return TimmProcessor.Read(fields, warn);
            default:
                warn(EncoderDiagnostics.NotAProcessor(file, "pretrained_cfg"));
                return null;
        }
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            byte[] content = SmallFile.Read(file, LargestBytes);
            ReadOnlyMemory<byte> json = content.AsSpan() is [0xEF, 0xBB, 0xBF, ..] ? content.AsMemory(3) : content;
            RequireText(json.Span);
            JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new JsonException("it is not an object");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(EncoderDiagnostics.UnreadableProcessor(file, exception.Message.TrimEnd('.')));
        }
    }

    // Half a surrogate pair and bytes that are not UTF-8 would otherwise be found only when such a text is asked for.
    private static void RequireText(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException exception)
            {
                throw new JsonException($"a text at byte {reader.TokenStartIndex} is not valid", exception);
            }
        }
    }
}
