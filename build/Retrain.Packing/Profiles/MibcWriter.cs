using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Retrain.Packing.Profiles;

/// <summary>
/// Writes a profile in crossgen2's form: an assembly whose global method AssemblyDictionary names groups of methods, each a global method
/// whose code names them (MIbcProfileParser.cs of dotnet/runtime).
/// </summary>
internal sealed class MibcWriter
{
    private readonly MetadataBuilder metadata = new();
    private readonly BlobBuilder bodies = new();

    /// <summary>Writes the methods that are compiled into an assembly.</summary>
    public void Write(Stream stream, string assembly, IEnumerable<MethodBase> methods)
    {
        // The same bytes for the same list: identifiers are not looked at.
        metadata.AddModule(0, metadata.GetOrAddString($"{assembly}.mibc"), metadata.GetOrAddGuid(new Guid(new byte[16])), default, default);
        metadata.AddAssembly(
            metadata.GetOrAddString($"{assembly}.mibc"), new Version(1, 0, 0, 0), default, default, 0, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1));

        MethodReferences references = new(metadata);
        MethodBodyStreamEncoder bodyStream = new(bodies);
        InstructionEncoder group = new(new BlobBuilder());
        foreach (MethodBase method in methods)
        {
            AddToken(group, references.To(method));
        }

        MethodDefinitionHandle groupMethod = AddGlobal(bodyStream, "Methods", group);
        InstructionEncoder dictionary = new(new BlobBuilder());
        dictionary.LoadString(metadata.GetOrAddUserString($"{assembly};"));
        AddToken(dictionary, groupMethod);
        AddGlobal(bodyStream, "AssemblyDictionary", dictionary);

        BlobBuilder file = new();
        new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), bodies,
            deterministicIdProvider: _ => new BlobContentId(new Guid(new byte[16]), 1)).Serialize(file);
        file.WriteContentTo(stream);
    }

    private static void AddToken(InstructionEncoder code, EntityHandle handle)
    {
        code.OpCode(ILOpCode.Ldtoken);
        code.Token(handle);
        code.OpCode(ILOpCode.Pop);
    }

    private MethodDefinitionHandle AddGlobal(MethodBodyStreamEncoder bodyStream, string name, InstructionEncoder code)
    {
        code.OpCode(ILOpCode.Ret);
        BlobBuilder signature = new();
        new BlobEncoder(signature).MethodSignature().Parameters(0, returned => returned.Void(), _ => { });
        return metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static, MethodImplAttributes.IL, metadata.GetOrAddString(name),
            metadata.GetOrAddBlob(signature), bodyStream.AddMethodBody(code), MetadataTokens.ParameterHandle(1));
    }
}
