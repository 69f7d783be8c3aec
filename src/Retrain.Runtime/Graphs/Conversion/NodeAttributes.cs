using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// A node's attributes by type. Attributes that an op's converter does not ask for, such as _class, are ignored, as TensorFlow does.
/// </summary>
internal sealed class NodeAttributes(NodeDef node, string? origin)
{
    /// <summary>An element type; the attribute must be there unless a default is given.</summary>
    public DataType Type(string name, DataType? ifAbsent = null)
    {
        DataType type = Find(name, AttrValue.ValueOneofCase.Type)?.Type ?? ifAbsent ?? throw Missing(name);
        return type.ToOnnx() is not 0 ? type : throw Invalid(name, $"is {type.Describe()}, an element type that is not supported");
    }

    /// <summary>The first of several type attributes that is there.</summary>
    public DataType? FirstType(params IEnumerable<string> names)
    {
        string? name = names.FirstOrDefault(node.Attr.ContainsKey);
        return name is null ? null : Type(name);
    }

    /// <summary>A flag; it must be there unless a default is given.</summary>
    public bool Bool(string name, bool? ifAbsent = null) => Find(name, AttrValue.ValueOneofCase.B)?.B ?? ifAbsent ?? throw Missing(name);

    /// <summary>A number; it must be there unless a default is given.</summary>
    public long Int(string name, long? ifAbsent = null) => Find(name, AttrValue.ValueOneofCase.I)?.I ?? ifAbsent ?? throw Missing(name);

    public string Text(string name, string ifAbsent) => Find(name, AttrValue.ValueOneofCase.S)?.S.ToStringUtf8() ?? ifAbsent;

    public float Float(string name, float? ifAbsent = null) => Find(name, AttrValue.ValueOneofCase.F)?.F ?? ifAbsent ?? throw Missing(name);


    public TensorShape Shape(string name) => TensorShape.From(Find(name, AttrValue.ValueOneofCase.Shape)?.Shape);

    public TensorProto Tensor(string name) => Find(name, AttrValue.ValueOneofCase.Tensor)?.Tensor ?? throw Missing(name);

    /// <summary>A list of numbers; it must be there unless a default is given.</summary>
    public long[] Ints(string name, long[]? ifAbsent = null) =>
        Find(name, AttrValue.ValueOneofCase.List) is { } value ? [.. value.List.I] : ifAbsent ?? throw Missing(name);

    /// <summary>One of some words; it must be there unless a default is given.</summary>
    public string Choice(string name, IReadOnlyList<string> allowed, string? ifAbsent = null)
    {
        string choice = Find(name, AttrValue.ValueOneofCase.S)?.S.ToStringUtf8() ?? ifAbsent ?? throw Missing(name);
        return allowed.Contains(choice) ? choice : throw Invalid(name, $"is '{choice}', not one of {string.Join(", ", allowed)}");
    }

    public RetrainException Invalid(string name, string reason) =>
        new(GraphDiagnostics.BadAttribute(origin, node.Name, node.Op, name, reason));

    private RetrainException Missing(string name) => Invalid(name, "is missing");

    private AttrValue? Find(string name, AttrValue.ValueOneofCase kind)
    {
        if (!node.Attr.TryGetValue(name, out AttrValue? value))
        {
            return null;
        }

        return value.ValueCase == kind ? value : throw Invalid(name, $"holds a value of kind {value.ValueCase}, not {kind}");
    }
}
