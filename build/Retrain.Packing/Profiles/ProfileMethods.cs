using System.Reflection;
using System.Reflection.Emit;

namespace Retrain.Packing.Profiles;

/// <summary>
/// The listed methods of an app's assemblies, and from their code the instantiations of generic ones, which crossgen2 wants one by one.
/// </summary>
internal sealed class ProfileMethods(StartProfile profile, AppAssemblies app)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, MethodBase>> methods = new(StringComparer.Ordinal);
    private readonly HashSet<string> made = new(StringComparer.Ordinal);
    private readonly Queue<MethodBase> unread = [];
    private string home = "";

    /// <summary>The methods that are compiled into an assembly, in an order of their own.</summary>
    public IEnumerable<MethodBase> In(string assembly) =>
        methods.TryGetValue(assembly, out SortedDictionary<string, MethodBase>? own) ? own.Values : [];

    /// <summary>Adds an assembly's methods, and the instantiations that no assembly before it has.</summary>
    public void AddOf(string assembly)
    {
        home = assembly;
        methods.Add(home, new SortedDictionary<string, MethodBase>(StringComparer.Ordinal));
        foreach (MethodBase method in app.TypesOf(assembly).Where(type => !type.ContainsGenericParameters).SelectMany(MethodsOf))
        {
            if (!method.ContainsGenericParameters && profile.Contains(method))
            {
                Add(method);
            }
        }

        while (unread.TryDequeue(out MethodBase? method))
        {
            foreach ((OpCode code, MethodBase called) in CalledMethods.Of(method))
            {
                AddCalled(called, isNew: code == OpCodes.Newobj);
            }
        }
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type) =>
        ((MethodBase[])[.. type.GetMethods(Declared), .. type.GetConstructors(Declared)]).Where(method => !method.IsAbstract);

    private void AddCalled(MethodBase method, bool isNew)
    {
        Type? type = method.DeclaringType;
        if (type is null || method.ContainsGenericParameters)
        {
            return;
        }

        if (type.IsGenericType)
        {
            AddTypeOf(type, isNew);
        }

        if ((method.IsGenericMethod || type.IsGenericType) && profile.Contains(method))
        {
            Add(method);
        }
    }

    // Nothing names what runs when a type is first used, nor which of its objects' methods an interface will call.
    private void AddTypeOf(Type type, bool isNew)
    {
        for (Type? part = type; part is { IsGenericType: true }; part = isNew ? part.BaseType : null)
        {
            string name = SharedTypes.KeyOf(part);
            if (made.Add(name))
            {
                if (part.TypeInitializer is ConstructorInfo initializer && profile.Contains(initializer))
                {
                    Add(initializer);
                }

                if (IsComparer(part) && DefaultComparer(part) is Type comparer)
                {
                    AddTypeOf(comparer, isNew: true);
                }
            }

            if (isNew && made.Add($"new {name}"))
            {
                foreach (MethodBase method in MethodsOf(part))
                {
                    if ((method.IsVirtual || method.IsConstructor) && !method.IsGenericMethod && profile.Contains(method))
                    {
                        Add(method);
                    }
                }
            }
        }
    }

    private static bool IsComparer(Type type) =>
        type.GetGenericTypeDefinition() is Type definition
        && (definition == typeof(EqualityComparer<>) || definition == typeof(Comparer<>));

    // .NET chooses it by reflection.
    private static Type? DefaultComparer(Type type) =>
        SharedTypes.IsShared(type.GetGenericArguments()[0]) ? null
        : type.GetProperty(nameof(Comparer<>.Default), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!.GetType();

    private void Add(MethodBase method)
    {
        string name = SharedTypes.KeyOf(method);
        if (method.GetMethodBody() is not null && names.Add(name))
        {
            methods[home].Add(name, method);
            unread.Enqueue(method);
        }
    }
}
