using System.Globalization;
using Google.Protobuf;
using Retrain.Training.Summaries.Protos;

namespace Retrain.Training.Summaries;

/// <summary>A file of TensorBoard's, one record per event. What was written can be watched while more comes.</summary>
internal sealed class EventFile : IDisposable
{
    private const string Prefix = "events.out.tfevents.";

    // TensorBoard takes any file with "tfevents" in its name; the ending is how we know ours from others'.
    private const string Ending = ".dotnet-retrain";

    private readonly Stream stream;

    private EventFile(Stream stream) => this.stream = stream;

    /// <summary>Starts a file in a folder, without the files of former runs, but with everybody else's.</summary>
    /// <exception cref="IOException">The folder cannot be written to; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public static EventFile Create(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string former in Directory.EnumerateFiles(folder, $"{Prefix}*{Ending}"))
        {
            File.Delete(former);
        }

        long seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{seconds}.{Environment.MachineName}.{Environment.ProcessId}{Ending}");
        EventFile file = new(new FileStream(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
        file.Write(new Event { FileVersion = "brain.Event:2", SourceMetadata = new() { Writer = "dotnet-retrain" } });
        return file;
    }

    /// <param name="what">Its time is set here.</param>
    public void Write(Event what)
    {
        what.WallTime = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
        RecordFraming.Write(stream, what.ToByteArray());
    }

    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();
}
