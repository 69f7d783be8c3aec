using System.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Downloads;

/// <summary>Downloads a file, checks it and gives it its name, with the events that show how far it is.</summary>
/// <param name="target">The path that the file will have.</param>
/// <param name="report">Receives the events.</param>
internal sealed class ReportedDownload(string target, Action<TrainingEvent> report)
{
    private static readonly TimeSpan TimeBetweenReports = TimeSpan.FromMilliseconds(200);

    /// <summary>Continues the download that an earlier run began, or begins it.</summary>
    /// <param name="client">The client to use.</param>
    /// <param name="url">The file's address.</param>
    /// <param name="maximumBytes">The size from which on a file is refused.</param>
    /// <param name="check">Throws if the complete file, at the path that it is given, is wrong; it is then discarded.</param>
    /// <param name="cancellationToken">Ends the download; what has arrived is kept.</param>
    /// <exception cref="HttpRequestException">The file cannot be downloaded; what has arrived is kept.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Run(
        DownloadClient client, Uri url, long maximumBytes, Action<string> check, CancellationToken cancellationToken)
    {
        PartFile part = new(target);
        report(new DownloadStarted(url, target, part.Length));
        Stopwatch sinceReport = Stopwatch.StartNew();
        FileDownload download = new(client, url, part, maximumBytes, (done, total) =>
        {
            if (sinceReport.Elapsed >= TimeBetweenReports || done == total)
            {
                sinceReport.Restart();
                report(new DownloadProgressed(done, total));
            }
        });
        download.RunAsync(cancellationToken).GetAwaiter().GetResult();
        bool isRight = false;
        try
        {
            check(part.Path);
            isRight = true;
        }
        finally
        {
            if (!isRight)
            {
                part.Discard(); // receiving the rest of a wrong file does not make it right
            }
        }

        (long sizeBytes, Digest digest) = part.Measure();
        part.Publish();
        report(new DownloadFinished(target, sizeBytes, digest));
    }
}
