using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>
/// Stores the decoder's diagnostics for bytes that are not an image, so that a warm run reports the same without reading them.
/// </summary>
internal sealed class UnreadableImages
{
    private readonly CacheDatabase database;

    internal UnreadableImages(CacheDatabase database) => this.database = database;

    /// <summary>Looks up many files.</summary>
    /// <param name="files">The path of each file, for the diagnostics, and the SHA-256 of its bytes.</param>
    /// <param name="decoder">The version and limits of the decoder.</param>
    /// <returns>The diagnostic of each file, in order; null if none is known.</returns>
    public IReadOnlyList<Diagnostic?> Lookup(
        IReadOnlyList<(string Path, Digest Digest)> files, string decoder, CancellationToken cancellationToken)
    {
        Diagnostic?[] problems = new Diagnostic?[files.Count];
        HashSet<Digest> damaged = [];
        if (!database.KnowsFiles)
        {
            return problems;
        }

        database.Read(connection =>
        {
            using SqliteCommand select = new(
                "SELECT code, message, checksum FROM unreadable_images WHERE digest = $digest AND decoder = $decoder", connection);
            byte[] bytes = new byte[Digest.SizeBytes];
            select.Parameters.AddWithValue("$digest", bytes); // The bytes are read at each execution.
            select.Parameters.AddWithValue("$decoder", decoder);
            for (int index = 0; index < files.Count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                files[index].Digest.CopyTo(bytes);
                using SqliteDataReader row = select.ExecuteReader();
                if (!row.Read())
                {
                    continue;
                }

                if (Read(row, bytes, decoder) is (string code, string message))
                {
                    problems[index] = new Diagnostic(Severity.Error, code, files[index].Path, message);
                }
                else
                {
                    damaged.Add(files[index].Digest);
                }
            }
        });
        if (damaged.Count > 0)
        {
            // The images are decoded again, which replaces the rows.
            database.Report(CacheDiagnostics.EntriesDamaged(database.Path, damaged.Count, "unreadable images"));
        }

        return problems;
    }

    /// <summary>Stores the decoder's diagnostics.</summary>
    public void Remember(IReadOnlyCollection<(Digest Digest, Diagnostic Problem)> images, string decoder)
    {
        if (images.Count == 0)
        {
            return; // A warm run leaves the write lock to others.
        }

        database.Write(connection =>
        {
            using SqliteCommand insert = new(
                """
                INSERT OR REPLACE INTO unreadable_images (digest, decoder, code, message, checksum)
                VALUES ($digest, $decoder, $code, $message, $checksum)
                """,
                connection);
            byte[] bytes = new byte[Digest.SizeBytes];
            insert.Parameters.AddWithValue("$digest", bytes);
            insert.Parameters.AddWithValue("$decoder", decoder);
            SqliteParameter code = insert.Parameters.Add("$code", SqliteType.Text);
            SqliteParameter message = insert.Parameters.Add("$message", SqliteType.Text);
            SqliteParameter checksum = insert.Parameters.Add("$checksum", SqliteType.Integer);
            foreach ((Digest digest, Diagnostic problem) in images)
            {
                digest.CopyTo(bytes);
                code.Value = problem.Code;
                message.Value = problem.Message;
                checksum.Value = (long)ChecksumOf(bytes, decoder, problem.Code, problem.Message);
                insert.ExecuteNonQuery();
            }
        });
    }

    /// <summary>Reads the columns code, message and checksum of a row.</summary>
    /// <returns><see langword="null"/> if the row is damaged.</returns>
    public static (string Code, string Message)? Read(SqliteDataReader row, ReadOnlySpan<byte> digest, string decoder) =>
        row.GetValue(0) is string code && row.GetValue(1) is string message
        && row.GetValue(2) is long checksum && checksum == ChecksumOf(digest, decoder, code, message)
            ? (code, message)
            : null;

    private static uint ChecksumOf(ReadOnlySpan<byte> digest, string decoder, string code, string message)
    {
        uint checksum = Crc32C.Append(Crc32C.Start, digest);
        foreach (string text in new[] { decoder, code, message })
        {
            checksum = Crc32C.Append(checksum, text.Length);
            checksum = Crc32C.Append(checksum, MemoryMarshal.AsBytes(text.AsSpan()));
        }

        return checksum;
    }
}
