using System.Reflection;
using System.Runtime.Loader;

namespace Retrain.Packing.Profiles;

/// <summary>The assemblies of an app, loaded to look at them, with .NET's own from this process.</summary>
internal sealed class AppAssemblies
{
    private readonly AssemblyLoadContext context = new("app");
    private readonly Dictionary<string, string> paths;

    public AppAssemblies(IEnumerable<string> paths)
    {
        this.paths = paths.ToDictionary(path => Path.GetFileNameWithoutExtension(path), Path.GetFullPath, StringComparer.Ordinal);
        context.Resolving += (_, name) => this.paths.ContainsKey(name.Name!) ? Load(name.Name!) : null;
    }

    /// <summary>Their names, in no order.</summary>
    public IEnumerable<string> Names => paths.Keys;

    /// <summary>The types of one, in an order of their own.</summary>
    public IEnumerable<Type> TypesOf(string name) => Load(name).GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);

    private Assembly Load(string name) => context.LoadFromAssemblyPath(paths[name]);
}
