using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Downloads;
using Retrain.Training.Events;
using Retrain.Training.Files;

namespace Retrain.Training.Backbones;

/// <summary>
/// The folder --model_dir, which holds published backbones under retrain.py's file names. An existing graph is used; otherwise an existing
/// archive is unpacked; otherwise one process downloads the archive while others wait.
/// </summary>
internal sealed class BackboneFolder(string modelDir, Action<TrainingEvent> report)
{
    private const long MaximumArchiveBytes = 1L << 30;

    public static string GraphFile(string modelDir, PublishedBackbone backbone) =>
        Path.Combine([modelDir, .. backbone.GraphPath.Split('/')]);

    /// <summary>
    /// Requires that the default folder, which lies in the temporary folder that all users of a machine share, was not made by another
    /// user: that user could give any network for a published one.
    /// </summary>
    /// <exception cref="RetrainException">RT4044: another user made it.</exception>
    public static void RequireOwn(string modelDir)
    {
        if (modelDir == new BackboneOptions().ModelDir && UnixEntry.Of(modelDir) is { IsOfAStranger: true })
        {
            throw new RetrainException(OptionDiagnostics.ModelDirOfAnotherUser(modelDir));
        }
    }

    /// <summary>Loads a published backbone from the folder, after downloading it if necessary.</summary>
    /// <exception cref="RetrainException">
    /// RT4044: the default folder is another user's. RT204x: the graph does not exist and cannot be downloaded. RT20xx: the graph
    /// cannot be used.
    /// </exception>
    /// <exception cref="OperationCanceledException">The download was cancelled; the received bytes are kept.</exception>
    public Backbone Load(PublishedBackbone published, CancellationToken cancellationToken)
    {
        RequireOwn(modelDir);
        string graphFile = GraphFile(modelDir, published);
        if (!File.Exists(graphFile))
        {
            Fetch(published, graphFile, cancellationToken);
        }

        using FileContent content = FileContent.Read(graphFile);
        return new Backbone
        {
            Name = published.Name,
            Reading = Task.FromResult<NetworkGraph>(NetworkCut.Cut(FrozenGraph.Parse(content.Bytes, graphFile), published)),
            Digest = Digest.Of(content.Bytes),
            InputTensor = NetworkCut.Input,
            BottleneckTensor = published.BottleneckTensor,
            BottleneckLength = published.BottleneckLength,
            Preprocessing = Preprocessing.Legacy(published.SizePixels, published.SizePixels, published.Normalization),
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
                // Another process downloaded it in the meantime.
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
        try
        {
            using DownloadClient client = new();
            new ReportedDownload(archive, report).Run(
                client, url, MaximumArchiveBytes, path => RequireSize(url, published, path), cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new RetrainException(
                BackboneDiagnostics.DownloadFailed(url, HttpFailure.Reason(exception), archive, graphFile), exception);
        }
    }

    private static void RequireSize(Uri url, PublishedBackbone published, string path)
    {
        long sizeBytes = new FileInfo(path).Length;
        if (published.ArchiveSizeBytes is long expectedBytes && sizeBytes != expectedBytes)
        {
            throw new RetrainException(BackboneDiagnostics.WrongSize(url, sizeBytes, expectedBytes));
        }
    }
}
