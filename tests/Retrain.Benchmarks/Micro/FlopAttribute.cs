namespace Retrain.Benchmarks.Micro;

/// <summary>Floating-point operations of one call, a fused multiply-add being two, for <see cref="FlopColumn"/>.</summary>
/// <param name="count">The operations of one call, or of one unit of <see cref="Times"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FlopAttribute(double count) : Attribute
{
    public double Count { get; } = count;

    /// <summary>The benchmark parameter that the count is multiplied by.</summary>
    public string? Times { get; init; }
}
