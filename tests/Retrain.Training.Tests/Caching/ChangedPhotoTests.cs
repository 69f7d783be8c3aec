using System.Globalization;
using CsCheck;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public sealed class ChangedPhotoTests : IDisposable
{
    private static readonly DateTime Written = new(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc);

    // More than the grain of the clock that the system takes the time of a change from.
    private static readonly TimeSpan ClockGrain = TimeSpan.FromMilliseconds(25);

    private readonly CacheFixture fixture = new();

    private readonly TemporaryFolder photos = new();

    private int content;

    public void Dispose()
    {
        fixture.Dispose();
        photos.Dispose();
    }

    [Fact]
    public void FilesOfEqualSizeAndTimeThatChangePlacesAreHashedAgain()
    {
        string[] paths = [Photo("red/1.bmp", "one"), Photo("blue/1.bmp", "two")];
        fixture.Look(paths);
        fixture.Look(paths).Read.ShouldBeEmpty();
        Directory.Move(photos.PathOf("red"), photos.PathOf("other"));
        Directory.Move(photos.PathOf("blue"), photos.PathOf("red"));
        Directory.Move(photos.PathOf("other"), photos.PathOf("blue"));

        fixture.Look(paths).Digests.ShouldBe([Digest.Of("two"u8), Digest.Of("one"u8)]);
    }

    [Fact]
    public void NoChangeThatKeepsSizeAndTimeGoesUnnoticed() => Gen.Select(Gen.Int[0, 3], Gen.Bool).Array[1, 5].Sample(
        changes =>
        {
            string[] paths = [Photo("red/1.bmp", "aaaa"), Photo("red/2.bmp", "bbbb"), Photo("blue/1.bmp", "cccc")];
            fixture.Look(paths);
            foreach ((int kind, bool isSoon) in changes)
            {
                Change(kind);
                if (!isSoon)
                {
                    Thread.Sleep(ClockGrain);
                }

                fixture.Look(paths).Digests.ShouldBe(paths.Select(path => Digest.Of(File.ReadAllBytes(path))));
            }
        },
        iter: 20, threads: 1);

    [Fact]
    public void ADatabaseOfVersion2HashesAgainAndKeepsItsBottlenecks()
    {
        string path = Photo("1.jpg", "one");
        fixture.Look(path);
        fixture.Put(0, 3);
        fixture.Execute(
            """
            ALTER TABLE image_digests DROP COLUMN file_id;
            ALTER TABLE image_digests DROP COLUMN change_ticks;
            PRAGMA user_version = 2;
            """);

        fixture.Look(path).Read.ShouldBe([path]);

        fixture.Look(path).Read.ShouldBeEmpty();
        fixture.Misses(3).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    private void Change(int kind)
    {
        string first = photos.PathOf("red/1.bmp");
        string second = photos.PathOf("red/2.bmp");
        switch (kind)
        {
            case 0:
                File.WriteAllText(first, NewBytes());
                File.SetLastWriteTimeUtc(first, Written);
                break;
            case 1:
                File.WriteAllText(first + ".new", NewBytes());
                File.SetLastWriteTimeUtc(first + ".new", Written);
                File.Move(first + ".new", first, overwrite: true);
                break;
            case 2:
                File.Move(first, first + ".old");
                File.Move(second, first);
                File.Move(first + ".old", second);
                break;
            default:
                File.Copy(second, first, overwrite: true);
                break;
        }
    }

    private string NewBytes() => (++content).ToString("0000", CultureInfo.InvariantCulture);

    private string Photo(string name, string bytes)
    {
        string path = photos.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, bytes);
        File.SetLastWriteTimeUtc(path, Written);
        Thread.Sleep(ClockGrain);
        return path;
    }
}
