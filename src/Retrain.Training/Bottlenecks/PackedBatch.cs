namespace Retrain.Training.Bottlenecks;

/// <summary>
/// A copy of a batch's rows whose panels lie one behind the other. A gradient goes through them once for every few labels; in rows as they
/// are, each panel would lie in another page, and a core remembers the addresses of few.
/// </summary>
/// <param name="shares">Shares the copying out.</param>
internal sealed unsafe class PackedBatch(Shares shares)
{
    private const int RowsOfPart = 16;

    private AlignedValues values = new(0);
    private nint[] addresses = [];
    private long step;

    /// <summary>The rows that were copied last.</summary>
    public BatchPanels Panels => new(addresses, step);

    /// <summary>Copies some rows.</summary>
    /// <param name="rows">The addresses of the padded rows.</param>
    /// <param name="stride">The values of a row, a multiple of <paramref name="panel"/>.</param>
    /// <param name="panel">The values of a panel.</param>
    public void Pack(nint[] rows, int stride, int panel)
    {
        if (values.Span.Length < rows.Length * stride)
        {
            values = new AlignedValues(rows.Length * stride);
        }

        float* first = values.Pointer;
        addresses = new nint[rows.Length];
        step = (long)rows.Length * panel;
        shares.Run(rows.Length, RowsOfPart, stride, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                float* from = (float*)rows[row];
                float* to = first + ((long)row * panel);
                addresses[row] = (nint)to;
                for (int k = 0; k < stride; k += panel, to += step)
                {
                    new ReadOnlySpan<float>(from + k, panel).CopyTo(new Span<float>(to, panel));
                }
            }
        });
    }
}
