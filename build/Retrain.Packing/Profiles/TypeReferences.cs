using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Retrain.Packing.Profiles;

/// <summary>References to types of other assemblies, and their form in signatures.</summary>
internal sealed class TypeReferences(MetadataBuilder metadata)
{
    private readonly Dictionary<string, AssemblyReferenceHandle> assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, EntityHandle> definitions = [];
    private readonly Dictionary<string, EntityHandle> shared = new(StringComparer.Ordinal);

    /// <summary>Refers to a type that is not an instantiation.</summary>
    public EntityHandle To(Type type)
    {
        if (!definitions.TryGetValue(type, out EntityHandle handle))
        {
            handle = type.DeclaringType is Type outer
                ? metadata.AddTypeReference(To(outer), default, metadata.GetOrAddString(type.Name))
                : metadata.AddTypeReference(
                    To(type.Assembly.GetName()), metadata.GetOrAddString(type.Namespace ?? ""), metadata.GetOrAddString(type.Name));
            definitions.Add(type, handle);
        }

        return handle;
    }

    /// <summary>Refers to a type, or to the instantiation with whose code it is served.</summary>
    public EntityHandle ToShared(Type type)
    {
        if (!type.IsConstructedGenericType)
        {
            return To(type);
        }

        string name = SharedTypes.KeyOf(type);
        if (!shared.TryGetValue(name, out EntityHandle handle))
        {
            BlobBuilder specification = new();
            Encode(new BlobEncoder(specification).TypeSpecificationSignature(), type, isShared: true);
            handle = metadata.AddTypeSpecification(metadata.GetOrAddBlob(specification));
            shared.Add(name, handle);
        }

        return handle;
    }

    /// <summary>Writes an argument, or __Canon for a class.</summary>
    public void EncodeShared(SignatureTypeEncoder encoder, Type argument)
    {
        if (SharedTypes.IsShared(argument))
        {
            encoder.Type(Canon(), isValueType: false);
        }
        else
        {
            Encode(encoder, argument, isShared: true);
        }
    }

    /// <summary>Writes a type as a signature has it.</summary>
    public void Encode(SignatureTypeEncoder encoder, Type type) => Encode(encoder, type, isShared: false);

    private void Encode(SignatureTypeEncoder encoder, Type type, bool isShared)
    {
        if (type.IsGenericMethodParameter)
        {
            encoder.GenericMethodTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsGenericTypeParameter)
        {
            encoder.GenericTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsSZArray)
        {
            Encode(encoder.SZArray(), type.GetElementType()!, isShared);
        }
        else if (type.IsArray)
        {
            encoder.Array(
                element => Encode(element, type.GetElementType()!, isShared),
                shape => shape.Shape(type.GetArrayRank(), [], [.. new int[type.GetArrayRank()]]));
        }
        else if (type.IsPointer)
        {
            EncodePointer(encoder, type.GetElementType()!, isShared);
        }
        else if (type.IsGenericType)
        {
            EncodeInstantiation(encoder, type, isShared);
        }
        else
        {
            EncodeSimple(encoder, type);
        }
    }

    private void EncodePointer(SignatureTypeEncoder encoder, Type target, bool isShared)
    {
        if (target == typeof(void))
        {
            encoder.VoidPointer();
        }
        else
        {
            Encode(encoder.Pointer(), target, isShared);
        }
    }

    private void EncodeInstantiation(SignatureTypeEncoder encoder, Type type, bool isShared)
    {
        Type[] arguments = type.GetGenericArguments();
        GenericTypeArgumentsEncoder instantiation =
            encoder.GenericInstantiation(To(type.GetGenericTypeDefinition()), arguments.Length, type.IsValueType);
        foreach (Type argument in arguments)
        {
            if (isShared)
            {
                EncodeShared(instantiation.AddArgument(), argument);
            }
            else
            {
                Encode(instantiation.AddArgument(), argument, isShared: false);
            }
        }
    }

    private void EncodeSimple(SignatureTypeEncoder encoder, Type type)
    {
        // A method that is meant is found by its signature; those of function pointers are a handful that no list needs.
        if (type.IsFunctionPointer)
        {
            encoder.IntPtr();
        }
        else if (type == typeof(IntPtr))
        {
            encoder.IntPtr();
        }
        else if (type == typeof(UIntPtr))
        {
            encoder.UIntPtr();
        }
        else if (type.IsPrimitive || type == typeof(object) || type == typeof(string))
        {
            encoder.PrimitiveType(Enum.Parse<PrimitiveTypeCode>(type.Name));
        }
        else
        {
            encoder.Type(To(type), type.IsValueType);
        }
    }

    // crossgen2 knows it by this name.
    private EntityHandle Canon()
    {
        if (!shared.TryGetValue(SharedTypes.Name, out EntityHandle handle))
        {
            handle = metadata.AddTypeReference(
                To(new AssemblyName("System.Private.Canon")), metadata.GetOrAddString("System"), metadata.GetOrAddString(SharedTypes.Name));
            shared.Add(SharedTypes.Name, handle);
        }

        return handle;
    }

    private AssemblyReferenceHandle To(AssemblyName name)
    {
        if (!assemblies.TryGetValue(name.Name!, out AssemblyReferenceHandle handle))
        {
            byte[] token = name.GetPublicKeyToken() ?? [];
            handle = metadata.AddAssemblyReference(
                metadata.GetOrAddString(name.Name!), name.Version ?? new Version(0, 0, 0, 0), default,
                token.Length > 0 ? metadata.GetOrAddBlob(token) : default, 0, default);
            assemblies.Add(name.Name!, handle);
        }

        return handle;
    }
}
