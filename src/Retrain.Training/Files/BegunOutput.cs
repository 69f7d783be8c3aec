using Retrain.Runtime;
using Retrain.Training.Digests;

namespace Retrain.Training.Files;

/// <summary>An output of several, whose digest is made while it is written.</summary>
internal sealed class BegunOutput(string path) : IDisposable
{
    private HashedStream? hashed;

    public string Path => path;

    public StagedFile File { get; } = new(new OutputPath(path));

    /// <summary>Writes its beginning.</summary>
    /// <exception cref="RetrainException">RT4007: it cannot be written.</exception>
    public void Begin(Action<Stream> write) => File.Begin(stream =>
    {
        hashed = new HashedStream(stream);
        write(hashed);
    });

    /// <summary>Writes the rest.</summary>
    /// <returns>The digest of all of it.</returns>
    /// <exception cref="RetrainException">RT4007: it cannot be written.</exception>
    public Digest End(Action<Stream> write)
    {
        File.End(_ => write(hashed!));
        return hashed!.Digest;
    }

    /// <summary>Removes it if it was not published.</summary>
    public void Dispose()
    {
        File.Dispose();
        hashed?.Dispose();
    }
}
