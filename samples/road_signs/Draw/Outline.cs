using SkiaSharp;

namespace RoadSigns.Draw;

/// <summary>Closed shapes as paths.</summary>
internal static class Outline
{
    public static SKPath Circle(float radius)
    {
        using SKPathBuilder builder = new();
        builder.AddCircle(0, 0, radius, SKPathDirection.Clockwise);
        return builder.Detach();
    }

    public static SKPath Rectangle(SKRect bounds, float cornerRadius)
    {
        using SKPathBuilder builder = new();
        builder.AddRoundRect(bounds, cornerRadius, cornerRadius, SKPathDirection.Clockwise);
        return builder.Detach();
    }

    public static SKPath Polygon(params ReadOnlySpan<SKPoint> corners)
    {
        using SKPathBuilder builder = new();
        builder.AddPoly(corners, true);
        return builder.Detach();
    }

    /// <summary>A regular polygon around the origin.</summary>
    /// <param name="corners">How many.</param>
    /// <param name="radius">From the middle to where an unrounded corner would be.</param>
    /// <param name="firstCornerDegrees">Where the first corner is; 0 is right, 90 is down.</param>
    /// <param name="cornerRadius">Of the rounding.</param>
    public static SKPath RegularPolygon(int corners, float radius, float firstCornerDegrees, float cornerRadius)
    {
        SKPoint Corner(int i)
        {
            (float sine, float cosine) = MathF.SinCos((firstCornerDegrees + 360f * i / corners) * MathF.PI / 180);
            return new SKPoint(radius * cosine, radius * sine);
        }

        using SKPathBuilder builder = new();
        SKPoint start = Corner(0) + Corner(1);
        builder.MoveTo(start.X / 2, start.Y / 2);
        for (int i = 1; i <= corners; i++)
        {
            builder.ArcTo(Corner(i), Corner(i + 1), cornerRadius);
        }

        builder.Close();
        return builder.Detach();
    }
}
