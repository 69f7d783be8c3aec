using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Curation;
using Retrain.Training.Digests;

namespace Retrain.Training.Tests.Curation;

public sealed class PhotoMovesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> problems = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EachMoveIsWrittenDownBeforeItIsMade()
    {
        PhotoMove[] moves = [Photo("a.jpg"), Photo("b.jpg"), Photo("c.jpg")];
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => Moves.Run(moves, MoveRecord.Read(Target), cancelled.Token));

        MoveRecord.Read(Target).Moves.ShouldBe(moves);
        moves.ShouldAllBe(move => File.Exists(move.From));
        Moves.Undo(Token).ShouldBe(0);
        File.Exists(MoveRecord.PathIn(Target)).ShouldBeFalse();
    }

    [Fact]
    public void IsUndone()
    {
        PhotoMove[] moves = [Photo("a.jpg"), Photo("b.jpg")];
        Moves.Run(moves, MoveRecord.Read(Target), Token).Count.ShouldBe(2);
        moves.ShouldAllBe(move => File.Exists(move.To) && !File.Exists(move.From));

        Moves.Undo(Token).ShouldBe(2);

        moves.ShouldAllBe(move => !File.Exists(move.To) && Digest.Of(File.ReadAllBytes(move.From)) == move.Image);
        Directory.Exists(Target).ShouldBeFalse(); // the moves made it
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void NoFileIsReplacedAndNoChangedPhotoIsMoved()
    {
        PhotoMove taken = Photo("taken.jpg");
        PhotoMove changed = Photo("changed.jpg");
        PhotoMove gone = Photo("gone.jpg");
        folder.Write("removed/photos/taken.jpg", "another photo"u8);
        File.AppendAllText(changed.From, "!");
        File.Delete(gone.From);

        Moves.Run([taken, changed, gone], MoveRecord.Read(Target), Token).Count.ShouldBe(0);

        problems.Select(problem => (problem.Code, problem.Origin)).ShouldBe(
            [("RT1086", taken.From), ("RT1086", changed.From), ("RT1086", gone.From)]);
        File.ReadAllText(taken.To).ShouldBe("another photo");
        File.Exists(taken.From).ShouldBeTrue();
        File.Exists(changed.From).ShouldBeTrue();
    }

    [Fact]
    public void UndoingRemovesTheEmptyFoldersThatWereMadeAndNoOther()
    {
        PhotoMove[] moves = [Photo("a.jpg"), Photo("b.jpg") with { To = Path.Combine(Target, "made", "deep", "b.jpg") }];
        Directory.CreateDirectory(Path.Combine(Target, "photos"));
        Moves.Run(moves, MoveRecord.Read(Target), Token).Count.ShouldBe(2);
        Directory.CreateDirectory(Path.Combine(Target, "by hand"));

        Moves.Undo(Token).ShouldBe(2);

        Directory.GetDirectories(Target, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Target, path))
            .ShouldBe(["by hand", "photos"], ignoreOrder: true);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void UndoingKeepsAFolderThatSomethingWasPutInto()
    {
        PhotoMove[] moves = [Photo("a.jpg")];
        Moves.Run(moves, MoveRecord.Read(Target), Token).Count.ShouldBe(1);
        folder.Write("removed/photos/own.txt", "mine"u8);

        Moves.Undo(Token).ShouldBe(1);

        Directory.GetFiles(Target, "*", SearchOption.AllDirectories).ShouldBe([folder.PathOf("removed/photos/own.txt")]);
    }

    [Fact]
    public void UndoingKeepsOnTheRecordWhatItCannotMoveBack()
    {
        PhotoMove[] moves = [Photo("a.jpg"), Photo("b.jpg")];
        Moves.Run(moves, MoveRecord.Read(Target), Token);
        File.WriteAllText(moves[0].From, "a new photo of the same name");

        Moves.Undo(Token).ShouldBe(1);

        problems.ShouldHaveSingleItem().Origin.ShouldBe(moves[0].To);
        MoveRecord.Read(Target).Moves.ShouldBe([moves[0]]);
        File.ReadAllText(moves[0].From).ShouldBe("a new photo of the same name");
    }

    [Fact]
    public void AMoveThatWasKilledBetweenItsTwoNamesIsCompletedOrUndone()
    {
        PhotoMove[] moves = [Photo("a.jpg"), Photo("b.jpg")];
        Moves.Run(moves, MoveRecord.Read(Target), Token);
        Array.ForEach(moves, move => File.Copy(move.To, move.From));

        Moves.Run([moves[0]], MoveRecord.Read(Target), Token).Count.ShouldBe(1);
        File.Exists(moves[0].From).ShouldBeFalse();

        Moves.Undo(Token).ShouldBe(2);
        moves.ShouldAllBe(move => File.Exists(move.From) && !File.Exists(move.To));
    }

    [Fact]
    public void MovesToAnotherFileSystem()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "there is no second file system");
        string other = $"/dev/shm/retrain-{Guid.NewGuid():N}";
        try
        {
            PhotoMove move = Photo("a.jpg") with { To = $"{other}/photos/a.jpg" };
            DateTime written = File.GetLastWriteTimeUtc(move.From);
            PhotoMoves moves = new(other, problems.Add);

            moves.Run([move], MoveRecord.Read(other), Token).Count.ShouldBe(1);

            Digest.Of(File.ReadAllBytes(move.To)).ShouldBe(move.Image);
            File.GetLastWriteTimeUtc(move.To).ShouldBe(written);
            File.Exists(move.From).ShouldBeFalse();
            Directory.GetFiles(other, "*", SearchOption.AllDirectories).Length.ShouldBe(2);
            moves.Undo(Token).ShouldBe(1);
            File.Exists(move.From).ShouldBeTrue();
            problems.ShouldBeEmpty();
        }
        finally
        {
            if (Directory.Exists(other))
            {
                Directory.Delete(other, recursive: true);
            }
        }
    }

    [Fact]
    public void ALinkIsNotMoved()
    {
        PhotoMove move = Photo("a.jpg");
        File.Move(move.From, folder.PathOf("real.jpg"));
        File.CreateSymbolicLink(move.From, folder.PathOf("real.jpg"));

        Moves.Run([move], MoveRecord.Read(Target), Token).Count.ShouldBe(0);

        problems.ShouldHaveSingleItem().Message.ShouldContain("it is a link");
    }

    [Fact]
    public void APhotoThatALinkLeadsToIsNotDeleted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making a link takes a privilege on Windows");
        PhotoMove move = Photo("a.jpg");
        Moves.Run([move], MoveRecord.Read(Target), Token).Count.ShouldBe(1);
        File.CreateSymbolicLink(move.From, move.To);

        Moves.Undo(Token).ShouldBe(0);

        problems.ShouldHaveSingleItem().Message.ShouldContain("there is a link");
        Digest.Of(File.ReadAllBytes(move.To)).ShouldBe(move.Image);
    }

    [Fact]
    public void APhotoInAFolderThatIsALinkToItsTargetIsNotDeleted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making a link takes a privilege on Windows");
        PhotoMove move = Photo("a.jpg");
        Directory.CreateDirectory(Target);
        Directory.CreateSymbolicLink(Path.Combine(Target, "photos"), Path.GetDirectoryName(move.From)!);

        Moves.Run([move], MoveRecord.Read(Target), Token).Count.ShouldBe(0);

        Digest.Of(File.ReadAllBytes(move.From)).ShouldBe(move.Image);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("just some text")]
    [InlineData("""{"formatVersion": "9.0.0", "moves": []}""")]
    [InlineData("""{"formatVersion": "1.0.0", "moves": [{"digest": "1", "from": "/a", "to": "/b"}]}""")]
    [InlineData("""{"formatVersion": "1.0.0", "moves": [5]}""")]
    [InlineData("""{"formatVersion": "1.0.0", "moves": [], "folders": ["relative"]}""")]
    [InlineData("""{"formatVersion": "1.0.0", "moves": [], "folders": 5}""")]
    [InlineData("""{"formatVersion": "1.0.0", "moves": [], "folders": [null]}""")]
    public void RefusesAFileThatIsNotARecord(string text)
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(MoveRecord.PathIn(Target), text);

        Should.Throw<RetrainException>(() => Moves.Undo(Token)).Diagnostic.Code.ShouldBe("RT4053");
        Should.Throw<RetrainException>(() => Moves.Run([Photo("a.jpg")], MoveRecord.Read(Target), Token))
            .Diagnostic.Code.ShouldBe("RT4053");
        File.ReadAllText(MoveRecord.PathIn(Target)).ShouldBe(text);
    }

    [Fact]
    public void ThereIsNothingToUndoWithoutARecord() =>
        Should.Throw<RetrainException>(() => Moves.Undo(Token)).Diagnostic.Code.ShouldBe("RT4054");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => folder.PathOf("removed");

    private PhotoMoves Moves => new(Target, problems.Add);

    private PhotoMove Photo(string name)
    {
        byte[] content = System.Text.Encoding.UTF8.GetBytes($"the photo {name}");
        folder.Write($"photos/{name}", content);
        return new PhotoMove(Digest.Of(content), folder.PathOf($"photos/{name}"), Path.Combine(Target, "photos", name));
    }
}
