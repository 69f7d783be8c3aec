using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Files;

namespace Retrain.Training.Backbones;

/// <summary>
/// --model_dir: published backbones under retrain.py's file names. A graph that is there is used; else the archive that is there is unpacked;
/// else it is downloaded, by one process while others wait.
/// </summary>
internal sealed class BackboneFolder(string modelDir, Action<TrainingEvent> report)
{
    private const long MaximumArchiveBytes = 1L << 30;
    private static readonly TimeSpan TimeBetweenReports = TimeSpan.FromMilliseconds(200);

    public static string GraphFile(string modelDir, PublishedBackbone backbone) => Path.Combine([modelDir, .. backbone.GraphPath.Split('/')]);

    /// <exception cref="RetrainException">RT204x: the graph is not there and cannot be had. RT20xx: it is none that can be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was downloaded is kept.</exception>
    public Backbone Load(PublishedBackbone published, CancellationToken cancellationToken)
    {
        string graphFile = GraphFile(modelDir, published);
        if (!File.Exists(graphFile))
        {
            Fetch(published, graphFile, cancellationToken);
        }

        using FileContent content = NetworkFile.Read(graphFile);
        return new Backbone
        {
            Name = published.Name,
            Graph = NetworkCut.Cut(FrozenGraph.Parse(content.Bytes, graphFile), published),
            Digest = Digest.Of(content.Bytes),
            InputTensor = NetworkCut.Input,
            BottleneckTensor = published.BottleneckTensor,
            BottleneckLength = published.BottleneckLength,
            WidthPixels = published.SizePixels,
            HeightPixels = published.SizePixels,
            Normalization = published.Normalization,
        };
    }

    private void Fetch(PublishedBackbone published, string graphFile, CancellationToken cancellationToken)
    {
        string archive = Path.Combine(modelDir, published.ArchiveName);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(graphFile)!);
            using FileLock held = FileLock.Exclusive(
                $"{archive}.lock", () => report(new DownloadAwaited(archive)), cancellationToken);
            if (File.Exists(graphFile))
            {
                // Another process had it meanwhile.
                return;
            }

            if (!File.Exists(archive))
            {
                Download(published, archive, graphFile, cancellationToken);
            }

            BackboneArchive.Unpack(archive, published.GraphPath, graphFile, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(BackboneDiagnostics.ModelDirNotWritable(modelDir, exception.Message.TrimEnd('.')), exception);
        }
    }

    private void Download(PublishedBackbone published, string archive, string graphFile, CancellationToken cancellationToken)
    {
        Uri url = DownloadAddress.Of(published.ArchivePath);
        PartFile part = new(archive);
        report(new DownloadStarted(url, archive, part.Length));
        Stopwatch sinceReport = Stopwatch.StartNew();
        try
        {
            BackboneDownload download = new(url, part, MaximumArchiveBytes, (done, total) =>
            {
                if (sinceReport.Elapsed >= TimeBetweenReports || done == total)
                {
                    sinceReport.Restart();
                    report(new DownloadProgressed(done, total));
                }
            });
            download.RunAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (HttpRequestException exception)
        {
            throw new RetrainException(BackboneDiagnostics.DownloadFailed(url, Reason(exception), archive, graphFile), exception);
        }

        (long sizeBytes, Digest digest) = Check(url, published, part);
        part.Publish();
        report(new DownloadFinished(archive, sizeBytes, digest));
    }

    // What is wrong now will not be right when the rest of it has come.
    private static (long SizeBytes, Digest Digest) Check(Uri url, PublishedBackbone published, PartFile part)
    {
        (long sizeBytes, Digest digest) = part.Measure();
        if (published.ArchiveSizeBytes is long expectedBytes && sizeBytes != expectedBytes)
        {
            part.Discard();
            throw new RetrainException(BackboneDiagnostics.WrongSize(url, sizeBytes, expectedBytes));
        }

        return (sizeBytes, digest);
    }

    private static string Reason(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name of its server is not known here (are you offline?)",
        HttpRequestError.ConnectionError => "its server cannot be reached (are you offline?)",
        _ => exception.Message.TrimEnd('.'),
    };
}
