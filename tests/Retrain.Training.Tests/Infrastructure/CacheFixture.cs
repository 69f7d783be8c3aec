using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A cache folder, with the warnings that were reported about it and bottlenecks to put in.</summary>
internal sealed class CacheFixture : IDisposable
{
    public static readonly BottleneckRecipe Recipe = new(
        Digest.Of("backbone"u8), "import/pool:0", "decode=1 resize=224x224 mean=127 std=128");

    private readonly TemporaryFolder folder = new();

    public ConcurrentQueue<Diagnostic> Warnings { get; } = new();

    public string Folder => folder.Path;

    public string Database => folder.PathOf("bottlenecks.v1.db");

    public IEnumerable<string> Codes => Warnings.Select(warning => warning.Code);

    public static BottleneckKey Key(int image) => Recipe.KeyOf(Digest.Of(BitConverter.GetBytes(image)));

    /// <summary>Values that no other image has.</summary>
    public static float[] Bottleneck(int image) => [.. Enumerable.Range(0, 1280).Select(index => (image * 10_000) + index + 0.5f)];

    public BottleneckCache Open() => BottleneckCache.Open(Folder, Warnings.Enqueue);

    /// <summary>Runs statements on the database file, past the cache.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests' own statements.")]
    public void Execute(string sql)
    {
        using SqliteConnection connection = OpenDirectly();
        using SqliteCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Asks the database file for a text, past the cache.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests' own statements.")]
    public string? Text(string query)
    {
        using SqliteConnection connection = OpenDirectly();
        using SqliteCommand command = new(query, connection);
        return command.ExecuteScalar() as string;
    }

    /// <summary>Asks the database file for numbers, past the cache.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests' own statements.")]
    public IReadOnlyList<long[]> Numbers(string query)
    {
        using SqliteConnection connection = OpenDirectly();
        using SqliteCommand command = new(query, connection);
        using SqliteDataReader row = command.ExecuteReader();
        List<long[]> rows = [];
        while (row.Read())
        {
            rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(row.GetInt64)]);
        }

        return rows;
    }

    /// <summary>Lets columns hold what a flipped bit can make of them: nothing, or values of other types.</summary>
    public void AllowAnyValue() => Execute(
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(replace(replace(sql, ' NOT NULL', ''), 'STRICT, ', ''), 'STRICT', '');
        """);

    public SqliteConnection OpenDirectly()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public void Put(int first, int count)
    {
        using BottleneckCache cache = Open();
        Put(cache, first, count);
    }

    public static void Put(BottleneckCache cache, int first, int count) =>
        cache.PutMany([.. Enumerable.Range(first, count).Select(image => (Key(image), (ReadOnlyMemory<float>)Bottleneck(image)))]);

    /// <summary>Looks images 0 to <paramref name="count"/> - 1 up; all that is found must be right.</summary>
    /// <returns>The images that were missed.</returns>
    public static IReadOnlyList<int> Misses(BottleneckCache cache, int count) =>
        cache.GetMany(
            [.. Enumerable.Range(0, count).Select(Key)],
            (image, values) => values.SequenceEqual(Bottleneck(image)).ShouldBeTrue($"wrong values for image {image}"));

    public IReadOnlyList<int> Misses(int count)
    {
        using BottleneckCache cache = Open();
        return Misses(cache, count);
    }

    /// <summary>Finds the digests of photos as a run does.</summary>
    /// <returns>The digests, and the photos that were read for them.</returns>
    public (IReadOnlyList<Digest> Digests, IReadOnlyList<string> Read) Look(params string[] paths)
    {
        using BottleneckCache cache = Open();
        FileFacts[] files = [.. paths.Select(FileFacts.Of)];
        IReadOnlyList<ImageContent?> known = cache.ImageDigests.Lookup(files, TestContext.Current.CancellationToken);
        Digest[] digests = [.. files.Select((file, index) => known[index]?.Digest ?? Digest.Of(File.ReadAllBytes(file.FullPath)))];
        int[] read = [.. Enumerable.Range(0, files.Length).Where(index => known[index] is null)];
        cache.ImageDigests.Remember([.. read.Select(index => (files[index], new ImageContent(digests[index], 1)))]);
        return (digests, [.. read.Select(index => paths[index])]);
    }

    public void Dispose() => folder.Dispose();
}
