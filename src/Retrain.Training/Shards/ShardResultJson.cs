using System.Text.Encodings.Web;
using System.Text.Json;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.Shards;

/// <summary>The result of a part as JSON.</summary>
internal static class ShardResultJson
{
    /// <summary>The version of the format, which a reader must know.</summary>
    public const int FormatVersion = 1;

    /// <summary>A hundred problems with long paths, and the flags.</summary>
    public const int LargestBytes = 8 << 20;

    private const int SpaceForFlags = 64 << 10;

    private static readonly JsonWriterOptions Format =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="signingKey">The key to sign with; <see langword="null"/> for a file without a signature.</param>
    public static byte[] Write(ShardResult result, PackSigningKey? signingKey = null)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Format))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", FormatVersion);
            json.WriteString("tool", result.ToolVersion);
            json.WriteNumber("shard", result.Shard.Number);
            json.WriteNumber("of", result.Shard.Count);
            json.WriteString("photosDigest", result.Photos.ToString());
            json.WriteNumber("photos", result.PhotoCount);
            json.WriteNumber("unreadable", result.UnreadableCount);
            json.WriteStartArray("problems");
            foreach (PhotoProblem problem in result.Problems)
            {
                json.WriteStartObject();
                json.WriteString("path", problem.Path);
                json.WriteString("code", problem.Code);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("flagsDigest", result.Flags.Digest.ToString());
            json.WriteStartArray("flags");
            Array.ForEach(result.Flags.Text.Split('\n'), json.WriteStringValue);
            json.WriteEndArray();
            if (signingKey is not null)
            {
                json.WriteString(ShardSignature.Member, ShardSignature.Blank);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        byte[] file = stream.ToArray();
        if (signingKey is not null)
        {
            ShardSignature.Sign(file, signingKey);
        }

        return file;
    }

    /// <summary>Reads a result.</summary>
    /// <exception cref="FormatException">It is not one; the message says why, and is part of a sentence.</exception>
    public static ShardResult Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException("it is not JSON, or was cut off", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("a member is missing, or has a value of another type", exception);
        }
    }

    private static ShardResult Read(JsonElement file)
    {
        int version = file.GetProperty("formatVersion").GetInt32();
        if (version != FormatVersion)
        {
            throw new FormatException(
                FormattableString.Invariant($"its format is version {version}, and this dotnet-retrain reads version {FormatVersion}"));
        }

        ShardFlags flags = new(string.Join('\n', file.GetProperty("flags").EnumerateArray().Select(TextOf)));
        ShardResult result = new()
        {
            Shard = new(file.GetProperty("shard").GetInt32(), file.GetProperty("of").GetInt32()),
            ToolVersion = TextOf(file.GetProperty("tool")),
            Flags = flags,
            Photos = Digest.Parse(TextOf(file.GetProperty("photosDigest"))),
            PhotoCount = file.GetProperty("photos").GetInt32(),
            UnreadableCount = file.GetProperty("unreadable").GetInt32(),
            Problems =
            [
                .. file.GetProperty("problems").EnumerateArray().Select(problem =>
                    new PhotoProblem(TextOf(problem.GetProperty("path")), TextOf(problem.GetProperty("code")))),
            ],
        };
        bool isSound = flags.Text.Length <= SpaceForFlags && flags.Digest == Digest.Parse(TextOf(file.GetProperty("flagsDigest")))
            && result.PhotoCount >= result.UnreadableCount
            && result.Problems.Count == Math.Min(result.UnreadableCount, ShardResult.MostProblems);
        return isSound ? result : throw new FormatException("its numbers or its digest of the flags do not fit together");
    }

    private static string TextOf(JsonElement element) =>
        element.GetString() ?? throw new InvalidOperationException("null in place of a text");
}
