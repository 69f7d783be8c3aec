using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Retrain.Packing.Profiles;

/// <summary>References to methods of other assemblies, as they stand in metadata.</summary>
internal sealed class MethodReferences(MetadataBuilder metadata)
{
    private readonly TypeReferences types = new(metadata);

    /// <summary>Refers to a method; the code for classes is that for __Canon.</summary>
    public EntityHandle To(MethodBase method)
    {
        EntityHandle reference = metadata.AddMemberReference(
            types.ToShared(method.DeclaringType!), metadata.GetOrAddString(method.Name), SignatureOf(DefinitionOf(method)));
        if (!method.IsGenericMethod)
        {
            return reference;
        }

        BlobBuilder specification = new();
        Type[] arguments = method.GetGenericArguments();
        GenericTypeArgumentsEncoder encoder = new BlobEncoder(specification).MethodSpecificationSignature(arguments.Length);
        foreach (Type argument in arguments)
        {
            types.EncodeShared(encoder.AddArgument(), argument);
        }

        return metadata.AddMethodSpecification(reference, metadata.GetOrAddBlob(specification));
    }

    private static MethodBase DefinitionOf(MethodBase method) => method.Module.ResolveMethod(method.MetadataToken)!;

    private BlobHandle SignatureOf(MethodBase definition)
    {
        BlobBuilder signature = new();
        ParameterInfo[] parameters = definition.GetParameters();
        new BlobEncoder(signature)
            .MethodSignature(
                SignatureCallingConvention.Default, definition.IsGenericMethod ? definition.GetGenericArguments().Length : 0,
                isInstanceMethod: !definition.IsStatic)
            .Parameters(parameters.Length, out ReturnTypeEncoder returned, out ParametersEncoder encoder);
        if (definition is MethodInfo { ReturnType: Type type } method && type != typeof(void))
        {
            EncodeModifiers(returned.CustomModifiers(), method.ReturnParameter);
            EncodeValue(returned.Type(type.IsByRef), type);
        }
        else
        {
            if (definition is MethodInfo { ReturnParameter: ParameterInfo nothing })
            {
                EncodeModifiers(returned.CustomModifiers(), nothing); // the setter of init has one
            }

            returned.Void();
        }

        foreach (ParameterInfo parameter in parameters)
        {
            ParameterTypeEncoder one = encoder.AddParameter();
            EncodeModifiers(one.CustomModifiers(), parameter);
            EncodeValue(one.Type(parameter.ParameterType.IsByRef), parameter.ParameterType);
        }

        return metadata.GetOrAddBlob(signature);
    }

    private void EncodeValue(SignatureTypeEncoder encoder, Type type) =>
        types.Encode(encoder, type.IsByRef ? type.GetElementType()! : type);

    private void EncodeModifiers(CustomModifiersEncoder encoder, ParameterInfo parameter)
    {
        foreach (Type modifier in parameter.GetRequiredCustomModifiers())
        {
            encoder.AddModifier(types.To(modifier), isOptional: false);
        }

        foreach (Type modifier in parameter.GetOptionalCustomModifiers())
        {
            encoder.AddModifier(types.To(modifier), isOptional: true);
        }
    }
}
