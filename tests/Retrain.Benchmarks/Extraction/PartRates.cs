namespace Retrain.Benchmarks.Extraction;

/// <summary>Images a second of each part of the work, alone on the same threads.</summary>
internal sealed record PartRates(double Decode, double Prepare, double Network)
{
    /// <summary>The rate that the parts allow together, one after the other on each thread.</summary>
    public double Bound => 1 / ((1 / Decode) + (1 / Prepare) + (1 / Network));
}
