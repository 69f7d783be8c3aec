using Retrain.Training.Diagnostics;

namespace Retrain.Training.Reports;

/// <summary>The problems of the images: photos of what the data check found, and a line for each problem.</summary>
internal static class DataProblemsSection
{
    private const int Most = 200;

    // More lines are folded up below the photos, which show most of them.
    private const int MostOpen = 20;

    public static void Write(HtmlWriter html, ReportedRun run, PhotoSelection selection, Thumbnails thumbnails)
    {
        FindingsSection.Write(html, run, selection, thumbnails);
        WriteLines(html, run);
        if (thumbnails.MissingCount > 0)
        {
            html.Write($"""<p>{ReportText.Count(thumbnails.MissingCount, "image")} could not """);
            html.WriteLine($"be read again for this report, so their pictures are missing.</p>");
        }
    }

    private static void WriteLines(HtmlWriter html, ReportedRun run)
    {
        ShownPaths paths = new(run);

        // Threads report problems in any order, but the page must always be the same.
        (string Where, string Code, string What)[] problems =
        [
            .. ProblemsOfManyCategories.Together(run.History.DataProblems.Union(run.Findings.Select(finding => finding.Diagnostic)))
                .Select(problem => (paths.Origin(problem), problem.Code, paths.WithoutFolders(problem.Message)))
                .OrderBy(problem => problem.Code, StringComparer.Ordinal).ThenBy(problem => problem.Item1, StringComparer.Ordinal)
                .ThenBy(problem => problem.Item3, StringComparer.Ordinal),
        ];
        int others = run.History.DataProblems.Except(run.Findings.Select(finding => finding.Diagnostic)).Count();
        if (problems.Length == 0)
        {
            html.WriteLine($"<p>None: the run reported none, and the data check (<code>dotnet retrain check</code>) found none.</p>");
        }
        else
        {
            string open = problems.Length <= MostOpen ? " open" : "";
            html.WriteLine($"""<details class="problem-lines"{open}><summary>All problems, a line each</summary>""");
            html.Write($"""<div class="scroll" role="region" aria-label="Problems" tabindex="0"><table class="problems">""");
            html.Write($"""<caption>{ReportText.Count(run.Findings.Count, "problem")} found, as by <code>dotnet retrain check</code>""");
            html.WriteLine($"{(others > 0 ? $", and {ReportText.Count(others, "other message")} of the run" : "")}</caption>");
            html.Write($"""<thead><tr><th scope="col">Where</th><th scope="col">Code</th>""");
            html.WriteLine($"""<th scope="col">What is wrong and what to do</th></tr></thead><tbody>""");
            foreach ((string where, string code, string what) in problems.Take(Most))
            {
                html.WriteLine($"""<tr><th scope="row">{where}</th><td>{code}</td><td>{what}</td></tr>""");
            }

            html.WriteLine($"</tbody></table></div>");
            if (problems.Length > Most)
            {
                html.WriteLine($"<p>And {problems.Length - Most} more, which <code>dotnet retrain check</code> lists.</p>");
            }

            html.WriteLine($"</details>");
        }
    }
}
