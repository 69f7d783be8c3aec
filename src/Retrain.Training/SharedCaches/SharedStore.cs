namespace Retrain.Training.SharedCaches;

/// <summary>A place that people and machines share, where objects lie under names. Any number of threads may use it.</summary>
internal abstract class SharedStore : IDisposable
{
    private volatile StoreException? readFailure;
    private volatile StoreException? writeFailure;

    /// <summary>The address for messages, without credentials.</summary>
    public abstract string Name { get; }

    /// <summary>The number of objects that are read at once.</summary>
    public virtual int Parallelism => 32;

    /// <summary>
    /// The failure after which a request is being made again; <see langword="null"/> if the last one got its answer. A store that is waited
    /// for no longer is then not slow, but broken.
    /// </summary>
    /// <param name="isWrite">Whether it is asked for requests that write, else for those that read.</param>
    public StoreException? FailureOf(bool isWrite) => isWrite ? writeFailure : readFailure;

    /// <summary>Reads an object.</summary>
    /// <param name="item">The name of the object.</param>
    /// <param name="mostBytes">The size beyond which it is not read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes, which nothing has verified; <see langword="null"/> if there is no such object.</returns>
    /// <exception cref="StoreException">The store or the object cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract Task<byte[]?> ReadAsync(StoredObject item, int mostBytes, CancellationToken cancellationToken);

    /// <summary>Writes an object, in the place of an earlier one of the name. Others see it whole or not at all.</summary>
    /// <exception cref="StoreException">The object cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract Task WriteAsync(StoredObject item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
    }

    /// <summary>Notes how a request has ended, which may be made again.</summary>
    /// <param name="isWrite">Whether it writes.</param>
    /// <param name="failure">Its failure; <see langword="null"/> where it got its answer.</param>
    protected void Note(bool isWrite, StoreException? failure)
    {
        if (isWrite)
        {
            writeFailure = failure;
        }
        else
        {
            readFailure = failure;
        }
    }

    /// <summary>Reads a stream to its end, but no further than a size.</summary>
    /// <exception cref="StoreException">The stream is longer.</exception>
    protected static async Task<byte[]> ReadAllAsync(Stream stream, long? length, int mostBytes, CancellationToken cancellationToken)
    {
        if (length > mostBytes)
        {
            throw TooLarge(mostBytes);
        }

        // A length is only what someone says: memory is taken for bytes that arrive.
        using MemoryStream content = new();
        byte[] buffer = new byte[(int)Math.Min(mostBytes + 1L, 1 << 16)];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            await content.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            if (content.Length > mostBytes)
            {
                throw TooLarge(mostBytes);
            }
        }

        return content.ToArray();
    }

    private static StoreException TooLarge(int mostBytes) =>
        new($"it is larger than the {mostBytes} bytes that it can have") { IsOfObject = true };
}
