using System.Collections.Immutable;
using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>
/// A sign in the manner of the Vienna Convention on Road Signs and Signals (1968), whose numbers the signs name. It fills the unit circle
/// around the origin, y downwards; the designs are this project's own.
/// </summary>
internal abstract class Sign
{
    /// <summary>Every category of the sample.</summary>
    public static ImmutableArray<Sign> All { get; } =
        [new NoEntrySign(), new PedestrianCrossingSign(), new RoundaboutSign(), new SpeedLimitSign(), new StopSign(), new YieldSign()];

    /// <summary>The name of the folder, and so the label.</summary>
    public abstract string Category { get; }

    /// <summary>The edge of the plate.</summary>
    public abstract SKPath Plate();

    /// <summary>Draws what is on the plate; the plate itself is white already.</summary>
    public abstract void DrawFace(SKCanvas canvas, SignColors colors, SeededRandom random);
}
