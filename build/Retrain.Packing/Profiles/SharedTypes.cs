using System.Reflection;

namespace Retrain.Packing.Profiles;

/// <summary>Generic code is compiled once for all classes, in whose place System.__Canon stands, and once for each value type.</summary>
internal static class SharedTypes
{
    public const string Name = "__Canon";

    /// <summary>Whether the code for an argument is that for all classes.</summary>
    public static bool IsShared(Type argument) => !argument.IsValueType && !argument.IsGenericParameter;

    /// <summary>A type's name, as the code of an instantiation is told apart.</summary>
    public static string NameOf(Type type) =>
        type.IsConstructedGenericType ? $"{type.GetGenericTypeDefinition().FullName}{ArgumentsOf(type)}" : type.FullName ?? type.Name;

    /// <summary>A type's name with its assembly: the compiler makes types of the same name in several.</summary>
    public static string KeyOf(Type type) => $"{type.Module.Name} {NameOf(type)}";

    /// <summary>The arguments of a type, for instance &lt;__Canon,System.Int32&gt;.</summary>
    public static string ArgumentsOf(Type type) => ListOf(type.GetGenericArguments());

    /// <summary>A method's name with type and arguments, which no other method has.</summary>
    public static string KeyOf(MethodBase method) =>
        $"{KeyOf(method.DeclaringType!)}.{method.Name}"
        + $"{(method.IsGenericMethod ? ListOf(method.GetGenericArguments()) : "")} {method.MetadataToken:x8}";

    private static string ListOf(Type[] arguments) =>
        $"<{string.Join(',', arguments.Select(argument => IsShared(argument) ? Name : NameOf(argument)))}>";
}
