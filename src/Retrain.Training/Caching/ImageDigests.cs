using System.Runtime.InteropServices;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Caching;

/// <summary>The digests of images by path, size and time, so that a warm run reads no image.</summary>
internal sealed class ImageDigests
{
    private readonly CacheDatabase database;

    internal ImageDigests(CacheDatabase database) => this.database = database;

    /// <summary>Looks many files up.</summary>
    /// <returns>A digest for each file, in order; null where the file is new or changed, or was written too shortly before the last look to be sure.</returns>
    public IReadOnlyList<Digest?> Lookup(IReadOnlyList<FileFacts> files)
    {
        Digest?[] digests = new Digest?[files.Count];
        HashSet<string> damaged = [];
        database.Read(sqlite =>
        {
            using SqliteStatement select = sqlite.Prepare(
                "SELECT size_bytes, last_write_ticks, seen_ticks, digest, checksum FROM image_digests WHERE path = ?");
            for (int index = 0; index < files.Count; index++)
            {
                FileFacts file = files[index];
                select.Bind(1, file.FullPath);
                if (select.Step())
                {
                    long sizeBytes = select.Int64(0);
                    long lastWriteTicks = select.Int64(1);
                    long seenTicks = select.Int64(2);
                    ReadOnlySpan<byte> digest = select.Blob(3);
                    if (select.Int64(4) != ChecksumOf(file.FullPath, sizeBytes, lastWriteTicks, seenTicks, digest))
                    {
                        damaged.Add(file.FullPath);
                    }
                    else if (file.SizeBytes == sizeBytes && file.LastWriteTimeUtc.Ticks == lastWriteTicks
                        && !FileFacts.IsRacy(lastWriteTicks, seenTicks))
                    {
                        digests[index] = Digest.FromBytes(digest);
                    }
                }

                select.Reset();
            }
        });
        if (damaged.Count > 0)
        {
            Forget(damaged);
            database.Report(CacheDiagnostics.EntriesDamaged(database.Path, damaged.Count, "image digests"));
        }

        return digests;
    }

    /// <summary>Stores the digests of many files.</summary>
    /// <param name="files">The facts as they were before the bytes were read, and the SHA-256 of those bytes.</param>
    public void Remember(IReadOnlyCollection<(FileFacts File, Digest Digest)> files)
    {
        if (files.Count == 0)
        {
            return; // a warm run leaves the write lock to others.
        }

        database.Write(sqlite =>
        {
            using SqliteStatement insert = sqlite.Prepare(
                """
                INSERT OR REPLACE INTO image_digests (path, size_bytes, last_write_ticks, seen_ticks, digest, checksum)
                VALUES (?, ?, ?, ?, ?, ?)
                """);
            Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
            foreach ((FileFacts file, Digest digest) in files)
            {
                digest.CopyTo(bytes);
                long lastWriteTicks = file.LastWriteTimeUtc.Ticks;
                long seenTicks = file.SeenUtc.Ticks;
                insert.Bind(1, file.FullPath);
                insert.Bind(2, file.SizeBytes);
                insert.Bind(3, lastWriteTicks);
                insert.Bind(4, seenTicks);
                insert.Bind(5, bytes);
                insert.Bind(6, ChecksumOf(file.FullPath, file.SizeBytes, lastWriteTicks, seenTicks, bytes));
                insert.Execute();
            }
        });
    }

    private void Forget(IEnumerable<string> paths) =>
        database.Write(sqlite =>
        {
            using SqliteStatement delete = sqlite.Prepare("DELETE FROM image_digests WHERE path = ?");
            foreach (string path in paths)
            {
                delete.Bind(1, path);
                delete.Execute();
            }
        });

    // Over the path too: a good row under another path is as damaged as a changed one.
    private static uint ChecksumOf(string path, long sizeBytes, long lastWriteTicks, long seenTicks, ReadOnlySpan<byte> digest)
    {
        uint checksum = Checksum.Append(Checksum.Start, sizeBytes);
        checksum = Checksum.Append(checksum, lastWriteTicks);
        checksum = Checksum.Append(checksum, seenTicks);
        checksum = Checksum.Append(checksum, digest);
        return Checksum.Append(checksum, MemoryMarshal.AsBytes(path.AsSpan()));
    }
}
