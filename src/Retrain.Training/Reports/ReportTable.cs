using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Reports;

/// <summary>
/// A table of labels that the script sorts by any column, searches and turns the pages of. The rows of the first page are in the table; the
/// others, as JSON beside it, cost neither elements nor much room, whatever the number of labels.
/// </summary>
/// <param name="id">The name of the table in the page.</param>
/// <param name="caption">The caption.</param>
/// <param name="columns">The headings; the first is that of the rows.</param>
internal sealed class ReportTable(string id, string caption, IReadOnlyList<ReportColumn> columns)
{
    /// <summary>The number of rows of a page.</summary>
    public const int MostRows = 100;

    private const int BarWidth = 80;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="rows">The rows in their first order.</param>
    /// <param name="total">The row below all others; <see langword="null"/> for none.</param>
    public void Write(HtmlWriter html, IReadOnlyList<ReportRow> rows, ReportRow? total = null)
    {
        // Bars are most of a table's elements, and of many rows few are looked at.
        bool hasBars = rows.Count <= MostRows;
        html.Write($"""<div class="scroll" role="region" aria-label="{caption}" tabindex="0"><table class="numbers sortable" id="{id}">""");
        html.Write($"<caption>{caption}</caption><thead><tr>");
        foreach (ReportColumn column in columns)
        {
            html.Write($"""<th scope="col">{column.Name}</th>""");
            if (hasBars && column.HasBar)
            {
                html.Write($"""<td class="of-bar"></td>""");
            }
        }

        html.WriteLine($"</tr></thead><tbody>");
        foreach (ReportRow row in rows.Take(MostRows))
        {
            WriteRow(html, row, hasBars);
        }

        html.Write($"</tbody>");
        if (total is not null)
        {
            html.Write($"<tfoot>");
            WriteRow(html, total, hasBars);
            html.Write($"</tfoot>");
        }

        html.WriteLine($"</table></div>");
        if (!hasBars)
        {
            WriteOthers(html, rows);
        }
    }

    private void WriteRow(HtmlWriter html, ReportRow row, bool hasBars)
    {
        html.Write($"<tr>");
        for (int i = 0; i < columns.Count; i++)
        {
            if (i == 0)
            {
                html.Write($"""<th scope="row" dir="auto">{row.Cells[i]}</th>""");
            }
            else if (row.Link is string link && i == columns.Count - 1)
            {
                html.Write($"""<td><a href="#{link}">{row.Cells[i]}</a></td>""");
            }
            else if (columns[i].IsText)
            {
                html.Write($"""<td class="text" dir="auto">{row.Cells[i]}</td>""");
            }
            else
            {
                html.Write($"<td>{row.Cells[i]}</td>");
            }

            if (hasBars && columns[i].HasBar)
            {
                WriteBar(html, row.Bar(i));
            }
        }

        html.WriteLine($"</tr>");
    }

    private static void WriteBar(HtmlWriter html, double? fraction)
    {
        html.Write($"""<td class="of-bar">""");
        if (fraction is double known)
        {
            html.Write($"""<svg class="bar" viewBox="0 0 {BarWidth} 10" width="{BarWidth}" height="10" aria-hidden="true">""");
            html.Write($"""<rect class="track" width="{BarWidth}" height="10" rx="2"/>""");
            html.Write($"""<rect width="{BarWidth * known:F1}" height="10" rx="2"/></svg>""");
        }

        html.Write($"</td>");
    }

    private void WriteOthers(HtmlWriter html, IReadOnlyList<ReportRow> rows)
    {
        html.Write($"""<script type="application/json" data-rows-of="{id}">""");
        html.WriteResource(JsonSerializer.Serialize(rows.Skip(MostRows).Select(row =>
            row.Cells.Append(row.Link is null ? "" : $"#{row.Link}").Select(VisibleText.Of)), Options));
        html.WriteLine($"</script>");
        html.Write($"""<noscript><p>These are {MostRows} of {rows.Count} rows; """);
        html.WriteLine($"a browser that runs the page’s script shows the others.</p></noscript>");
    }
}
