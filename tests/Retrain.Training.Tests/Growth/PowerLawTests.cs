using CsCheck;
using Retrain.Training.Growth;

namespace Retrain.Training.Tests.Growth;

public sealed class PowerLawTests
{
    private const int Many = 100_000_000;

    private static readonly double[] Sizes = [50, 100, 200, 400, 800];

    [Fact]
    public void ALawIsFoundFromExactErrors() => Gen.Select(Gen.Double[0, 0.2], Gen.Double[0.3, 1], Gen.Double[0.2, 1]).Sample(
        (floor, scale, exponent) =>
        {
            PowerLaw law = new(floor, scale, exponent);

            PowerLaw found = PowerLaw.Fit([.. Sizes.Select(images => Measured(images, 1 - law.Accuracy(images), Many))]);

            found.Accuracy(1600).ShouldBe(law.Accuracy(1600), 0.003);
        });

    [Fact]
    public void WhateverWasMeasuredMoreImagesDoNoHarm() => Gen.Double[0, 1].Array[5].SelectMany(rates => Gen.Int[1, 5000]
        .Select(total => (rates, total))).Sample((rates, total) =>
        {
            PowerLaw law = PowerLaw.Fit([.. Sizes.Zip(rates, (images, rate) => Measured(images, rate, total))]);

            law.Floor.ShouldBeInRange(0, 1);
            law.Scale.ShouldBeGreaterThanOrEqualTo(0);
            law.Accuracy(1600).ShouldBeInRange(law.Accuracy(800), 1);
        });

    [Fact]
    public void WhereFewImagesWereTestedTheExponentIsTheLikelyOne()
    {
        PowerLaw law = PowerLaw.Fit([Measured(50, 0.3, 20), Measured(100, 0.3, 20), Measured(200, 0.25, 20)]);

        law.Exponent.ShouldBe(PowerLaw.LikelyExponent, 0.1);
    }

    private static MeasuredError Measured(double images, double rate, int total) => new(images, (int)Math.Round(rate * total), total);
}
