using System.Text;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>
/// Reads from an ONNX model's file where it keeps weights outside itself (onnx.proto: TensorProto.external_data). The weights in the file
/// are skipped, so that a large model takes no longer than a small one.
/// </summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0, and no library.</remarks>
internal static class WeightLocations
{
    private const int Number = 0; // the wire types of protobuf
    private const int EightBytes = 1;
    private const int Bytes = 2;
    private const int FourBytes = 5;

    private const int DeepestMessage = 100; // as protobuf's own parsers
    private const int LongestText = 4096; // no file has a longer name

    // The fields that lead to a tensor's location, by the message that they are in.
    private static readonly Dictionary<(Message Message, ulong Field), Message> Fields = new()
    {
        [(Message.Model, 7)] = Message.Graph,
        [(Message.Graph, 1)] = Message.Node,
        [(Message.Graph, 5)] = Message.Tensor, // an initializer
        [(Message.Node, 5)] = Message.Attribute,
        [(Message.Attribute, 5)] = Message.Tensor,
        [(Message.Attribute, 6)] = Message.Graph, // a branch or the body of a loop
        [(Message.Tensor, 13)] = Message.Entry,
        [(Message.Entry, 1)] = Message.Key,
        [(Message.Entry, 2)] = Message.Value,
    };

    private enum Message
    {
        Model,
        Graph,
        Node,
        Attribute,
        Tensor,
        Entry,
        Key,
        Value,
    }

    /// <summary>Reads the locations of all weights that are not in the model's file.</summary>
    /// <returns>
    /// The locations as they stand there, ordered and each once; one that is absent or too long is empty. Nothing for a file that is not an
    /// ONNX model, for which the error comes when it is loaded.
    /// </returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> In(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        SortedSet<string> found = new(StringComparer.Ordinal);
        try
        {
            Read(file, Message.Model, file.Length, new Place(), found, depth: 0);
            return [.. found];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static void Read(FileStream file, Message message, long end, Place place, SortedSet<string> found, int depth)
    {
        Place own = message is Message.Tensor ? new Place() : place;
        own.Key = own.Value = null; // of the entry that begins
        while (file.Position < end)
        {
            ulong tag = Varint(file);
            ulong field = tag >> 3;
            if ((tag & 7) is Number)
            {
                ulong value = Varint(file);
                own.IsExternal = message is Message.Tensor && field is 14 ? value is 1 : own.IsExternal; // data_location
                continue;
            }

            long length = (tag & 7) switch
            {
                EightBytes => 8,
                Bytes => (long)Math.Min(Varint(file), long.MaxValue),
                FourBytes => 4,
                _ => throw new InvalidDataException(),
            };
            if (length > end - file.Position || depth > DeepestMessage)
            {
                throw new InvalidDataException();
            }

            long next = file.Position + length;
            if ((tag & 7) is not Bytes || !Fields.TryGetValue((message, field), out Message inner))
            {
                // Nothing in it is of interest.
            }
            else if (inner is Message.Key)
            {
                own.Key = Text(file, length);
            }
            else if (inner is Message.Value)
            {
                own.Value = Text(file, length);
            }
            else
            {
                Read(file, inner, next, own, found, depth + 1);
            }

            file.Position = next;
        }

        if (message is Message.Entry && own.Key is "location")
        {
            own.Location ??= own.Value;
        }
        else if (message is Message.Tensor && own.IsExternal)
        {
            found.Add(own.Location ?? "");
        }
    }

    private static string Text(FileStream file, long length)
    {
        byte[] bytes = new byte[length <= LongestText ? length : 0];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)file.ReadByte();
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static ulong Varint(FileStream file)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = file.ReadByte();
            if (next < 0)
            {
                throw new InvalidDataException();
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException();
    }

    /// <summary>The place of one tensor's weights, as far as it was read.</summary>
    private sealed class Place
    {
        public bool IsExternal { get; set; }

        public string? Key { get; set; }

        public string? Value { get; set; }

        public string? Location { get; set; }
    }
}
