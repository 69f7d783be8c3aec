using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>
/// Damages a Protocol Buffers message in ways that a parser accepts: other numbers, names and bytes, and lists that grow or shrink.
/// </summary>
internal sealed class MessageMutation(Random random)
{
    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 3, -2, 4, 7, 8, 255, 256, 65_535, 100_000, int.MaxValue, int.MinValue, 1L << 31, 1L << 32, 1L << 40, long.MaxValue,
        long.MinValue, long.MaxValue - 1,
    ];

    private static readonly float[] Reals = [0, 1, -1, float.NaN, float.PositiveInfinity, float.MinValue, 1e-45f, 1e30f, 0.5f];

    /// <summary>Changes one to three fields, of this message or of those inside it.</summary>
    public void Apply(IMessage message)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            List<(IMessage Owner, FieldDescriptor Field)> fields = [.. FieldsOf(message)];
            (IMessage owner, FieldDescriptor field) = fields[random.Next(fields.Count)];
            string[] names = [.. fields.Where(other => other.Field.FieldType is FieldType.String && !other.Field.IsRepeated)
                .Select(other => (string)other.Field.Accessor.GetValue(other.Owner)).Distinct()];
            Change(owner, field, names);
        }
    }

    private static IEnumerable<(IMessage Owner, FieldDescriptor Field)> FieldsOf(IMessage message)
    {
        foreach (FieldDescriptor field in message.Descriptor.Fields.InDeclarationOrder())
        {
            object? value = field.Accessor.GetValue(message);
            if (value is null or IList { Count: 0 } or IDictionary { Count: 0 } || (field.HasPresence && !field.Accessor.HasValue(message)))
            {
                continue;
            }

            yield return (message, field);
            IEnumerable<IMessage> inner = value switch
            {
                IMessage one => [one],
                IDictionary map => map.Values.OfType<IMessage>(),
                IList list => list.OfType<IMessage>(),
                _ => [],
            };
            foreach ((IMessage Owner, FieldDescriptor Field) found in inner.SelectMany(FieldsOf))
            {
                yield return found;
            }
        }
    }

    private void Change(IMessage owner, FieldDescriptor field, string[] names)
    {
        object value = field.Accessor.GetValue(owner);
        switch (value)
        {
            case IDictionary map:
                map.Remove(map.Keys.Cast<object>().ElementAt(random.Next(map.Count)));
                break;
            case IList list when random.Next(4) is 0:
                list.RemoveAt(random.Next(list.Count));
                break;
            case IList list when random.Next(4) is 0:
                list.Insert(random.Next(list.Count), list[random.Next(list.Count)]);
                break;
            case IList list when list[0] is not IMessage:
                int at = random.Next(list.Count);
                list[at] = Other(list[at]!, names);
                break;
            case IMessage or IList:
                break;
            default:
                field.Accessor.SetValue(owner, Other(value, names));
                break;
        }
    }

    private object Other(object value, string[] names) => value switch
    {
        long => Numbers[random.Next(Numbers.Length)],
        int => unchecked((int)Numbers[random.Next(Numbers.Length)]),
        bool flag => !flag,
        float => Reals[random.Next(Reals.Length)],
        string => names.Length > 0 ? names[random.Next(names.Length)] : "",
        ByteString bytes => Damaged(bytes),
        Enum => Enum.ToObject(value.GetType(), random.Next(24)),
        _ => value,
    };

    private ByteString Damaged(ByteString bytes)
    {
        byte[] damaged = bytes.ToByteArray();
        if (damaged.Length is 0 || random.Next(4) is 0)
        {
            return ByteString.CopyFrom(damaged.AsSpan(0, random.Next(damaged.Length + 1)));
        }

        // Often a whole number of it, such as one of a shape.
        int size = random.Next(2) is 0 ? 1 : Math.Min(8, damaged.Length);
        int at = random.Next(damaged.Length / size) * size;
        BitConverter.GetBytes(Numbers[random.Next(Numbers.Length)]).AsSpan(0, size).CopyTo(damaged.AsSpan(at));
        return ByteString.CopyFrom(damaged);
    }
}
