using System.Text;
using Microsoft.Data.Sqlite;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

/// <summary>A cache of version 2, whose engine took photos as they are stored, goes on being used.</summary>
public sealed class UpgradedCacheTests : IDisposable
{
    private const int Turned = 1;

    // Word for word what that engine made.
    private const string Tables =
        """
        PRAGMA page_size = 16384;
        PRAGMA journal_mode = WAL;
        CREATE TABLE bottlenecks (key BLOB NOT NULL UNIQUE, checksum INTEGER NOT NULL, bottleneck BLOB NOT NULL) STRICT;
        CREATE TABLE image_digests (
          path TEXT NOT NULL PRIMARY KEY,
          size_bytes INTEGER NOT NULL,
          last_write_ticks INTEGER NOT NULL,
          seen_ticks INTEGER NOT NULL,
          digest BLOB NOT NULL,
          checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE unreadable_images (
          digest BLOB NOT NULL, decoder TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, checksum INTEGER NOT NULL,
          PRIMARY KEY (digest, decoder)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version = 2;
        """;

    private readonly ExtractionFixture fixture = new(photos: 3);

    public UpgradedCacheTests()
    {
        fixture.Write(Turned, ExifPhoto.Turned(DrawnPhotos.Draw(category: 0, seed: Turned), 6));
        Directory.CreateDirectory(fixture.CacheFolder);
        using SqliteConnection connection = new($"Data Source={Path.Combine(fixture.CacheFolder, "bottlenecks.v1.db")};Pooling=False");
        connection.Open();
        using SqliteCommand tables = new(Tables, connection);
        tables.ExecuteNonQuery();
        for (int photo = 0; photo < 3; photo++)
        {
            Put(connection, photo, Old(photo));
        }
    }

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OnlyTurnedPhotosAreComputedAgain(bool ignoresOrientation)
    {
        fixture.IgnoresOrientation = ignoresOrientation;

        (_, int computed, float[][] bottlenecks) = fixture.Load();

        computed.ShouldBe(1);
        bottlenecks[0].ShouldBe(Old(0)); // from the cache, as no photo has such values
        bottlenecks[Turned].ShouldNotBe(Old(Turned));
        bottlenecks[2].ShouldBe(Old(2));
        fixture.CacheWarnings.ShouldBeEmpty();
        fixture.Load().Computed.ShouldBe(0);
    }

    [Fact]
    public void APhotoThatIsTurnedAndOneThatIsNotAreTwoEntries()
    {
        fixture.Load();
        float[] upright = fixture.Load().Bottlenecks[Turned];

        fixture.IgnoresOrientation = true;
        (_, int computed, float[][] stored) = fixture.Load();

        computed.ShouldBe(1);
        stored[Turned].ShouldNotBe(upright);
        fixture.IgnoresOrientation = false;
        fixture.Load().Computed.ShouldBe(0);
        fixture.Load().Bottlenecks[Turned].ShouldBe(upright);
    }

    private static float[] Old(int photo) => [100 + photo, 200, 300];

    private void Put(SqliteConnection connection, int photo, float[] bottleneck)
    {
        // The key's text in that version.
        Digest key = Digest.Of(Encoding.ASCII.GetBytes(
            $"""
             retrain-bottleneck v1
             image={Digest.Of(File.ReadAllBytes(fixture.Images[photo].Path))}
             backbone={fixture.Backbone.Digest}
             tensor=mean:0
             preprocessing=v1 resize=16x16 mean=0 std=255 input=input:0
             distortion=

             """.ReplaceLineEndings("\n")));
        ReadOnlySpan<byte> blob = BottleneckBlob.Encode(bottleneck);
        using SqliteCommand insert = new("INSERT INTO bottlenecks VALUES ($key, $checksum, $bottleneck)", connection);
        insert.Parameters.AddWithValue("$key", Convert.FromHexString(key.ToString()));
        insert.Parameters.AddWithValue("$checksum", (long)BottleneckBlob.ChecksumOf(key, blob));
        insert.Parameters.AddWithValue("$bottleneck", blob.ToArray());
        insert.ExecuteNonQuery();
    }
}
