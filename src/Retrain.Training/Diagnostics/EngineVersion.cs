using System.Reflection;

namespace Retrain.Training.Diagnostics;

/// <summary>The version of this program, which is also that of every package released with it.</summary>
internal static class EngineVersion
{
    /// <summary>The version without build metadata, for instance 1.0.0.</summary>
    public static string Text { get; } =
        typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
