using System.Globalization;
using Google.Protobuf;
using Retrain.Training.Summaries.Protos;

namespace Retrain.Training.Summaries;

/// <summary>An event file for TensorBoard, with one record per event. It can be watched while it is written.</summary>
internal sealed class EventFile : IDisposable
{
    private const string Prefix = "events.out.tfevents.";

    // TensorBoard reads any file with "tfevents" in its name; the ending distinguishes this program's files from others.
    private const string Ending = ".dotnet-retrain";

    private readonly Stream stream;

    private EventFile(Stream stream) => this.stream = stream;

    /// <summary>Starts a file in a folder and deletes the files of earlier runs, but not those of other programs.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
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
        // Without a buffer, closing the file has nothing left to write and cannot fail. A file that is there may be another user's link.
        EventFile file = new(new FileStream(
            Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        try
        {
            file.Write(new Event { FileVersion = "brain.Event:2", SourceMetadata = new() { Writer = "dotnet-retrain" } });
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes an event with the current time.</summary>
    /// <param name="what">The event, whose time is set.</param>
    public void Write(Event what)
    {
        what.WallTime = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
        RecordFraming.Write(stream, what.ToByteArray());
    }

    public void Dispose() => stream.Dispose();
}
