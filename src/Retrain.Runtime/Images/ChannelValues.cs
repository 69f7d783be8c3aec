using System.Globalization;

namespace Retrain.Runtime.Images;

/// <summary>A number for each of the three channels.</summary>
internal readonly record struct ChannelValues(float Red, float Green, float Blue)
{
    /// <summary>The same number for every channel.</summary>
    public ChannelValues(float value)
        : this(value, value, value)
    {
    }

    public bool IsUniform => Red.Equals(Green) && Green.Equals(Blue);

    /// <summary>One number where all are equal, else three, as "123.675,116.28,103.53".</summary>
    public override string ToString() => IsUniform
        ? Red.ToString("R", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Red:R},{Green:R},{Blue:R}");
}
