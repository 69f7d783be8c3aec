using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>The colours of one sign as it hangs there: makers differ, and the sun bleaches.</summary>
/// <param name="Red">Borders and forbidding discs.</param>
/// <param name="Blue">Orders and directions.</param>
/// <param name="White">The ground; yellowish on some, as in Sweden and Finland.</param>
/// <param name="Black">Digits and figures.</param>
internal sealed record SignColors(SKColor Red, SKColor Blue, SKColor White, SKColor Black)
{
    public static SignColors Pick(SeededRandom random)
    {
        SKColor bleached = new(190, 188, 180);
        float bleaching = random.Chance(0.3f) ? random.Between(0.08f, 0.32f) : random.Between(0, 0.08f);
        SKColor white = random.Chance(0.15f) ? new SKColor(245, 205, 70) : new SKColor(240, 240, 236);
        return new SignColors(
            Ink.Mix(SKColor.FromHsv(random.Between(348, 364) % 360, random.Between(75, 95), random.Between(62, 85)), bleached, bleaching),
            Ink.Mix(SKColor.FromHsv(random.Between(205, 225), random.Between(70, 95), random.Between(50, 78)), bleached, bleaching),
            Ink.Vary(white, 0.08f, random),
            Ink.Mix(new SKColor(22, 22, 26), bleached, bleaching));
    }
}
