using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Training.Caching;

/// <summary>Stores the digests and orientations of images by the facts of their files, so that a warm run reads no image.</summary>
internal sealed class ImageDigests
{
    /// <summary>The columns that <see cref="Read"/> reads, in their order.</summary>
    public const string Columns =
        "size_bytes, last_write_ticks, file_id, change_ticks, seen_ticks, digest, orientation, checksum";

    private readonly CacheDatabase database;

    internal ImageDigests(CacheDatabase database) => this.database = database;

    /// <summary>Looks up many files.</summary>
    /// <returns>
    /// The content of each file, in order; null if the file is new or changed, or was written so shortly before it was last read that a
    /// later change could go unnoticed.
    /// </returns>
    public IReadOnlyList<ImageContent?> Lookup(IReadOnlyList<FileFacts> files, CancellationToken cancellationToken)
    {
        ImageContent?[] contents = new ImageContent?[files.Count];
        HashSet<string> damaged = [];
        if (!database.KnowsFiles)
        {
            return contents;
        }

        database.Read(connection =>
        {
            using SqliteCommand select = new($"SELECT {Columns} FROM image_digests WHERE path = $path", connection);
            SqliteParameter path = select.Parameters.Add("$path", SqliteType.Text);
            for (int index = 0; index < files.Count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                FileFacts file = files[index];
                path.Value = file.FullPath;
                using SqliteDataReader row = select.ExecuteReader();
                if (!row.Read())
                {
                    continue;
                }

                if (Read(row, file.FullPath) is not (FileStatus status, long seenTicks, ImageContent content))
                {
                    damaged.Add(file.FullPath);
                }
                else if (file.Status == status && !FileFacts.IsRacy(file.Status, seenTicks))
                {
                    contents[index] = content;
                }
            }
        });
        if (damaged.Count > 0)
        {
            Forget(damaged);
            database.Report(CacheDiagnostics.EntriesDamaged(database.Path, damaged.Count, "image digests"));
        }

        return contents;
    }

    /// <summary>Stores the contents of many files.</summary>
    /// <param name="files">The facts of each file from before its bytes were read, and the content of those bytes.</param>
    public void Remember(IReadOnlyCollection<(FileFacts File, ImageContent Content)> files)
    {
        if (files.Count == 0)
        {
            return; // A warm run leaves the write lock to others.
        }

        database.Write(connection =>
        {
            using SqliteCommand insert = new(
                """
                INSERT OR REPLACE INTO image_digests
                  (path, size_bytes, last_write_ticks, file_id, change_ticks, seen_ticks, digest, orientation, checksum)
                VALUES ($path, $size_bytes, $last_write_ticks, $file_id, $change_ticks, $seen_ticks, $digest, $orientation, $checksum)
                """,
                connection);
            SqliteParameter path = insert.Parameters.Add("$path", SqliteType.Text);
            SqliteParameter sizeBytes = insert.Parameters.Add("$size_bytes", SqliteType.Integer);
            SqliteParameter lastWrite = insert.Parameters.Add("$last_write_ticks", SqliteType.Integer);
            SqliteParameter fileId = insert.Parameters.Add("$file_id", SqliteType.Integer);
            SqliteParameter change = insert.Parameters.Add("$change_ticks", SqliteType.Integer);
            SqliteParameter seen = insert.Parameters.Add("$seen_ticks", SqliteType.Integer);
            byte[] bytes = new byte[Digest.SizeBytes];
            insert.Parameters.AddWithValue("$digest", bytes); // The bytes are read at each execution.
            SqliteParameter orientation = insert.Parameters.Add("$orientation", SqliteType.Integer);
            SqliteParameter checksum = insert.Parameters.Add("$checksum", SqliteType.Integer);
            foreach ((FileFacts file, ImageContent content) in files)
            {
                content.Digest.CopyTo(bytes);
                path.Value = file.FullPath;
                sizeBytes.Value = file.Status.SizeBytes;
                lastWrite.Value = file.Status.LastWriteTicks;
                fileId.Value = file.Status.FileId;
                change.Value = file.Status.ChangeTicks;
                seen.Value = file.SeenUtc.Ticks;
                orientation.Value = content.Orientation;
                checksum.Value = (long)ChecksumOf(file.FullPath, file.Status, file.SeenUtc.Ticks, bytes, content.Orientation);
                insert.ExecuteNonQuery();
            }
        });
    }

    /// <summary>Reads the columns of a row.</summary>
    /// <returns><see langword="null"/> if the row is damaged.</returns>
    public static (FileStatus Status, long SeenTicks, ImageContent Content)? Read(SqliteDataReader row, string path)
    {
        // A damaged row may hold values of other types, or none: the typed getters would convert or throw.
        if (row.GetValue(0) is not long sizeBytes
            || row.GetValue(1) is not long lastWriteTicks
            || row.GetValue(2) is not long fileId
            || row.GetValue(3) is not long changeTicks
            || row.GetValue(4) is not long seenTicks
            || row.GetValue(5) is not byte[] { Length: Digest.SizeBytes } digest
            || row.GetValue(6) is not (long orientation and >= ExifOrientation.Upright and <= ExifOrientation.Last))
        {
            return null;
        }

        FileStatus status = new(sizeBytes, lastWriteTicks, fileId, changeTicks);
        return row.GetValue(7) is long checksum && checksum == ChecksumOf(path, status, seenTicks, digest, orientation)
            ? (status, seenTicks, new ImageContent(Digest.FromBytes(digest), (int)orientation))
            : null;
    }

    private void Forget(IEnumerable<string> paths) =>
        database.Write(connection =>
        {
            using SqliteCommand delete = new("DELETE FROM image_digests WHERE path = $path", connection);
            SqliteParameter parameter = delete.Parameters.Add("$path", SqliteType.Text);
            foreach (string path in paths)
            {
                parameter.Value = path;
                delete.ExecuteNonQuery();
            }
        });

    // The checksum covers the path too: a valid row under the wrong path counts as damaged.
    private static uint ChecksumOf(string path, FileStatus status, long seenTicks, ReadOnlySpan<byte> digest, long orientation)
    {
        uint checksum = Crc32C.Append(Crc32C.Start, status.SizeBytes);
        checksum = Crc32C.Append(checksum, status.LastWriteTicks);
        checksum = Crc32C.Append(checksum, status.FileId);
        checksum = Crc32C.Append(checksum, status.ChangeTicks);
        checksum = Crc32C.Append(checksum, seenTicks);
        checksum = Crc32C.Append(checksum, digest);
        checksum = Crc32C.Append(checksum, orientation);
        return Crc32C.Append(checksum, MemoryMarshal.AsBytes(path.AsSpan()));
    }
}
