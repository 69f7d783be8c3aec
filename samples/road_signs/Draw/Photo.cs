using RoadSigns.Draw.Backgrounds;
using RoadSigns.Draw.Conditions;
using RoadSigns.Draw.Signs;
using SkiaSharp;

namespace RoadSigns.Draw;

/// <summary>One photo: a place, a sign in it, what hangs before it, the light of the day and the camera.</summary>
internal static class Photo
{
    /// <summary>Draws one photo.</summary>
    /// <returns>A JPEG file of 160 to 220 pixels a side.</returns>
    public static byte[] Take(Sign sign, SeededRandom random)
    {
        int widthPixels = random.Integer(160, 220);
        int heightPixels = random.Integer(160, 220);
        using SKBitmap bitmap = new(new SKImageInfo(widthPixels, heightPixels, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (SKCanvas canvas = new(bitmap))
        {
            SKRect frame = new(0, 0, widthPixels, heightPixels);
            random.Pick(Background.All.AsSpan()).Draw(canvas, frame, random);
            Clutter.Draw(canvas, frame, random);
            Pose pose = Pose.Pick(frame, random);
            MountedSign.Draw(canvas, frame, pose, sign, random);
            Branches.Draw(canvas, pose, random);
        }

        Light.Shine(bitmap, random);
        return Camera.Expose(bitmap, random);
    }
}
