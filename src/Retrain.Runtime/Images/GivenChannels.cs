namespace Retrain.Runtime.Images;

/// <summary>One number or three, as a user wrote them: three equal ones may mean another unit than one.</summary>
/// <param name="Values">The numbers of the channels.</param>
/// <param name="IsTriple">Whether three were written.</param>
internal readonly record struct GivenChannels(ChannelValues Values, bool IsTriple)
{
    /// <summary>One number for all channels.</summary>
    public GivenChannels(float value)
        : this(new ChannelValues(value), IsTriple: false)
    {
    }

    public override string ToString() => IsTriple && Values.IsUniform ? $"{Values},{Values},{Values}" : Values.ToString();

    /// <summary>The numbers in grey levels.</summary>
    /// <param name="unit">The grey levels of their unit, 255 for numbers in [0, 1].</param>
    public ChannelValues InGreyLevels(double unit) => new(Times(Values.Red, unit), Times(Values.Green, unit), Times(Values.Blue, unit));

    // Through decimal, 0.485 stays the number that was written and not the float beside it.
    private static float Times(float value, double unit) => unit is 1 ? value : (float)((double)(decimal)value * unit);
}
