namespace Retrain.Runtime.Images;

/// <summary>Pillow's antialiasing filters as functions of the distance in output pixels (libImaging/Resample.c).</summary>
internal static class FilterKernel
{
    /// <summary>The distance from which on a filter is 0.</summary>
    public static double SupportOf(ResizeFilter filter) => filter switch
    {
        ResizeFilter.Box => 0.5,
        ResizeFilter.Bilinear or ResizeFilter.Hamming => 1,
        ResizeFilter.Bicubic => 2,
        ResizeFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "has no weights"),
    };

    public static double At(ResizeFilter filter, double distance) => filter switch
    {
        ResizeFilter.Box => distance is > -0.5 and <= 0.5 ? 1 : 0,
        ResizeFilter.Bilinear => Math.Max(0, 1 - Math.Abs(distance)),
        ResizeFilter.Hamming => Hamming(Math.Abs(distance)),
        ResizeFilter.Bicubic => Bicubic(Math.Abs(distance)),
        ResizeFilter.Lanczos => distance is >= -3 and < 3 ? Sinc(distance) * Sinc(distance / 3) : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "has no weights"),
    };

    private static double Bicubic(double x)
    {
        const double A = -0.5;
        return x < 1 ? ((((A + 2) * x) - (A + 3)) * x * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A
            : 0;
    }

    private static double Hamming(double x) => x >= 1 ? 0 : Sinc(x) * (0.54 + (0.46 * Math.Cos(Math.PI * x)));

    private static double Sinc(double x) => x is 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
