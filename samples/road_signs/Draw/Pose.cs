using SkiaSharp;

namespace RoadSigns.Draw;

/// <summary>Where a sign is in the photo, how large, and how it is turned from the camera.</summary>
/// <param name="Center">In pixels.</param>
/// <param name="Radius">Of the sign's unit circle, in pixels, before it is turned.</param>
/// <param name="Matrix">From the sign's plane to pixels.</param>
internal sealed record Pose(SKPoint Center, float Radius, SKMatrix Matrix)
{
    /// <summary>Radii from the sign to the camera: near enough for a plate that is turned away to look like a trapezium.</summary>
    private const float CameraDistance = 4;

    public static Pose Pick(SKRect frame, SeededRandom random)
    {
        float radius = MathF.Min(frame.Width, frame.Height) * random.Between(0.17f, 0.36f);
        SKPoint center = new(
            random.Between(frame.Left + radius, frame.Right - radius),
            random.Between(frame.Top + radius, frame.Bottom - radius));
        float yaw = random.Between(-0.75f, 0.75f);
        float pitch = random.Between(-0.35f, 0.35f);
        float roll = random.Between(-0.22f, 0.22f);
        return new Pose(center, radius, Project(center, radius, yaw, pitch, roll));
    }

    /// <summary>Turns the plane (roll, then pitch, then yaw; radians) and divides by the depth, as a pinhole camera does.</summary>
    private static SKMatrix Project(SKPoint center, float radius, float yaw, float pitch, float roll)
    {
        (float sinYaw, float cosYaw) = MathF.SinCos(yaw);
        (float sinPitch, float cosPitch) = MathF.SinCos(pitch);
        (float sinRoll, float cosRoll) = MathF.SinCos(roll);
        float rightX = cosYaw * cosRoll + sinYaw * sinPitch * sinRoll;
        float downX = -cosYaw * sinRoll + sinYaw * sinPitch * cosRoll;
        float rightY = cosPitch * sinRoll;
        float downY = cosPitch * cosRoll;
        float rightDepth = (-sinYaw * cosRoll + cosYaw * sinPitch * sinRoll) / CameraDistance;
        float downDepth = (sinYaw * sinRoll + cosYaw * sinPitch * cosRoll) / CameraDistance;
        return new SKMatrix(
            radius * rightX + center.X * rightDepth, radius * downX + center.X * downDepth, center.X,
            radius * rightY + center.Y * rightDepth, radius * downY + center.Y * downDepth, center.Y,
            rightDepth, downDepth, 1);
    }
}
