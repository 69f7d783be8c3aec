namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The rows of a batch as a gradient reads them: some values of each row, a panel, then the next values of each, and so on.
/// </summary>
/// <param name="addresses">The address of each row's first panel.</param>
/// <param name="step">The values from a row's panel to its next: a panel's width where rows lie as they are.</param>
internal readonly ref struct BatchPanels(ReadOnlySpan<nint> addresses, long step)
{
    public ReadOnlySpan<nint> Addresses { get; } = addresses;

    public long Step { get; } = step;
}
