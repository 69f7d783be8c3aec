using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Retrain.Packing.Profiles;

/// <summary>The methods that a method's code names: those that it calls, or makes objects or delegates with.</summary>
internal static class CalledMethods
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Reads the code, with the arguments of the method's own instantiation in place of parameters.</summary>
    public static IEnumerable<(OpCode Code, MethodBase Method)> Of(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[]? typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
            {
                value = unchecked((short)(0xFE00 | code[at++]));
            }

            OpCode opCode = OpCodesByValue[value];
            if (opCode.OperandType == OperandType.InlineMethod)
            {
                int token = BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));
                if (Resolve(method.Module, token, typeArguments, arguments) is MethodBase called)
                {
                    yield return (opCode, called);
                }
            }

            at += OperandBytes(opCode.OperandType, code.AsSpan(at));
        }
    }

    // The list says what is wanted: what a trimmed library no longer has is not compiled.
    private static MethodBase? Resolve(Module module, int token, Type[]? typeArguments, Type[]? arguments)
    {
        try
        {
            return module.ResolveMethod(token, typeArguments, arguments);
        }
        catch (Exception exception)
            when (exception is MissingMethodException or TypeLoadException or FileNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static int OperandBytes(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };
}
