using System.Reflection;

namespace Retrain.Packing.Profiles;

/// <summary>
/// What typical runs use, by which crossgen2 compiles ahead of time no more than that. What is not listed is compiled when it is called.
/// </summary>
internal sealed class StartProfile(IReadOnlyList<ListedType> types)
{
    private readonly Dictionary<(string Assembly, string Type), ListedType> listed = ByName(types);

    /// <summary>The types in the order of the list.</summary>
    public IEnumerable<ListedType> Types { get; } = types;

    /// <summary>
    /// The assemblies in the order of the list, which is that in which a run loads them: what several need is compiled into the first of
    /// them, where the others find it.
    /// </summary>
    public IEnumerable<string> Assemblies => Types.Select(type => type.Assembly).Distinct();

    /// <summary>Reads the list, in which lines with a # are comments.</summary>
    /// <exception cref="InvalidDataException">It names a type twice, as after a merge.</exception>
    public static StartProfile Read(string path) =>
        new([.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(ListedType.Parse)]);

    /// <summary>Writes NAME.mibc for each assembly, empty for one of which nothing is listed.</summary>
    /// <param name="folder">The folder; it is made if needed.</param>
    /// <param name="paths">The assemblies of the app, as they will be compiled.</param>
    public void WriteTo(string folder, IEnumerable<string> paths)
    {
        Directory.CreateDirectory(folder);
        AppAssemblies app = new(paths);
        ProfileMethods methods = new(this, app);
        foreach (string name in Assemblies.Where(app.Names.Contains))
        {
            methods.AddOf(name);
        }

        foreach (string name in app.Names)
        {
            using FileStream file = File.Create(Path.Combine(folder, $"{name}.mibc"));
            new MibcWriter().Write(file, name, methods.In(name));
        }
    }

    /// <summary>Whether runs use a method.</summary>
    public bool Contains(MethodBase method)
    {
        Type type = method.DeclaringType!;
        Type definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        SourceMember member = SourceMember.Of(definition.FullName!, method.Name);
        return listed.TryGetValue((definition.Assembly.GetName().Name!, member.Type), out ListedType? line)
            && (member.Method.Length == 0 || member.Method == ".cctor" || line.Methods.Contains(member.Method))
            && (line.Instantiations.Count == 0
                || member.Type != definition.FullName
                || line.Instantiations.Contains(SharedTypes.ArgumentsOf(type)));
    }

    private static Dictionary<(string Assembly, string Type), ListedType> ByName(IReadOnlyList<ListedType> types)
    {
        Dictionary<(string Assembly, string Type), ListedType> byName = [];
        foreach (ListedType type in types)
        {
            if (!byName.TryAdd((type.Assembly, type.Name), type))
            {
                throw new InvalidDataException($"the list names {type.Assembly} {type.Name} twice; put its methods into one line");
            }
        }

        return byName;
    }
}
