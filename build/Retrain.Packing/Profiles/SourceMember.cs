namespace Retrain.Packing.Profiles;

/// <summary>The member of the source from which the compiler made a method.</summary>
/// <param name="Type">The type that is declared in the source, with a plus sign before a nested one.</param>
/// <param name="Method">The method; empty where only the type is known, as for the constructor of a closure.</param>
internal readonly record struct SourceMember(string Type, string Method)
{
    /// <summary>Lambdas, local functions, iterators and async methods have types and names with numbers that change.</summary>
    /// <param name="type">The full name of the type, for instance Store+&lt;Read&gt;d__5.</param>
    /// <param name="method">The name of the method, for instance MoveNext.</param>
    public static SourceMember Of(string type, string method)
    {
        string name = Innermost(method) ?? method;
        for (int plus = type.LastIndexOf('+'); plus >= 0 && type[plus + 1] == '<'; plus = type.LastIndexOf('+'))
        {
            // The type's own name says it of iterators, also of those in closures, and its methods' names of other closures.
            name = Innermost(type[(plus + 1)..]) ?? (name != method ? name : "");
            type = type[..plus];
        }

        return new SourceMember(type, name);
    }

    private static string? Innermost(string name)
    {
        int start = name.Length - name.TrimStart('<').Length;
        int end = name.IndexOf('>', start);
        return start > 0 && end > start ? name[start..end] : null;
    }
}
