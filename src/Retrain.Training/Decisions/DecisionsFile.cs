using System.Text;
using System.Text.Json;
using Retrain.Runtime;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Decisions;

/// <summary>
/// decisions.json: what a person decided about images, which are named by their digests alone. It holds wherever the photos lie and
/// whatever they are called, and a report saves it.
/// </summary>
internal sealed class DecisionsFile
{
    public const string FormatVersion = "1.0.0";

    // More than half a million decisions.
    private const int LargestBytes = 64 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private DecisionsFile(string path, Digest digest, IReadOnlyDictionary<Digest, Decision> decisions)
    {
        Path = path;
        Digest = digest;
        Decisions = decisions;
    }

    public string Path { get; }

    /// <summary>The digest of the file itself.</summary>
    public Digest Digest { get; }

    /// <summary>The decisions in the order of the file, by the digests of their images.</summary>
    public IReadOnlyDictionary<Digest, Decision> Decisions { get; }

    /// <summary>Reads a file of decisions.</summary>
    /// <exception cref="RetrainException">RT4050: the file cannot be read or has another format. RT4051: two decisions differ.</exception>
    public static DecisionsFile Read(string path)
    {
        try
        {
            byte[] content = SmallFile.Read(path, LargestBytes);

            // Windows' editors begin a text with a mark, which is not JSON.
            int markBytes = content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            using JsonDocument document = JsonDocument.Parse(content.AsMemory(markBytes), Strict);
            return new DecisionsFile(path, Digest.Of(content), Parse(document.RootElement, path));
        }
        catch (JsonException exception)
        {
            string where = exception.LineNumber is long line ? $" (line {line + 1})" : "";
            throw Invalid(path, $"is not valid JSON{where}, has a member twice or is truncated", exception);
        }
        catch (InvalidOperationException exception)
        {
            // A JSON text may spell half of a character that takes two escapes, which only shows where the text is read.
            throw Invalid(path, "has text that is not Unicode", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = exception is FileNotFoundException or DirectoryNotFoundException
                ? "does not exist"
                : $"cannot be read: {exception.Message.TrimEnd('.')}";
            throw Invalid(path, reason, exception);
        }
    }

    private static Dictionary<Digest, Decision> Parse(JsonElement file, string path)
    {
        RequireMembers(file, path, "the file", "formatVersion", "decisions");
        if (!file.TryGetProperty("formatVersion", out JsonElement version)
            || version.ValueKind is not JsonValueKind.String || version.GetString() != FormatVersion)
        {
            throw Invalid(path, $"does not have the formatVersion {FormatVersion}");
        }

        if (!file.TryGetProperty("decisions", out JsonElement list) || list.ValueKind is not JsonValueKind.Array)
        {
            throw Invalid(path, "has no list of decisions");
        }

        Dictionary<Digest, Decision> decisions = [];
        foreach ((int index, JsonElement entry) in list.EnumerateArray().Index())
        {
            Decision decision = ParseEntry(entry, path, $"decision {index + 1}");
            if (!decisions.TryAdd(decision.Image, decision) && decisions[decision.Image] != decision)
            {
                throw new RetrainException(DecisionDiagnostics.ContradictoryDecisions(path, decision.Image.ToString()));
            }
        }

        return decisions;
    }

    private static Decision ParseEntry(JsonElement entry, string path, string place)
    {
        RequireMembers(entry, path, place, "digest", "label", "remove");
        if (!entry.TryGetProperty("digest", out JsonElement digest) || digest.ValueKind is not JsonValueKind.String
            || digest.GetString() is not { Length: 2 * Digest.SizeBytes } hex || !hex.All(char.IsAsciiHexDigit))
        {
            throw Invalid(path, $"has in {place} no digest of {2 * Digest.SizeBytes} hexadecimal digits");
        }

        bool hasLabel = entry.TryGetProperty("label", out JsonElement label);
        bool hasRemove = entry.TryGetProperty("remove", out JsonElement remove);
        return (hasLabel, hasRemove) switch
        {
            (true, false) when label.ValueKind is JsonValueKind.String && label.GetString() is { Length: > 0 } text =>
                new Decision(Digest.Parse(hex), text),
            (false, true) when remove.ValueKind is JsonValueKind.True => new Decision(Digest.Parse(hex), null),
            _ => throw Invalid(path, $"has in {place} neither a label nor \"remove\": true, or both"),
        };
    }

    // A misspelt member would be a decision that is not followed.
    private static void RequireMembers(JsonElement element, string path, string place, params string[] known)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw Invalid(path, $"is not a file of decisions, as {place} is not a JSON object");
        }

        if (element.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !known.Contains(name)) is string unknown)
        {
            throw Invalid(path, $"has in {place} the unknown member '{unknown}'");
        }
    }

    private static RetrainException Invalid(string path, string reason, Exception? cause = null) =>
        new(DecisionDiagnostics.InvalidDecisions(path, reason), cause);
}
