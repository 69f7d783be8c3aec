using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Files;

namespace Retrain.Training.Curation;

/// <summary>
/// Moves photos and moves them back. Every move is on the disk's record before it is made, no file is ever replaced, and each file has
/// at least one of its two paths at any moment: a run that is killed loses nothing, and can be repeated or undone.
/// </summary>
/// <param name="folder">The full path of the folder that has the record.</param>
/// <param name="report">Receives each photo that could not be moved.</param>
internal sealed class PhotoMoves(string folder, Action<Diagnostic> report)
{
    /// <summary>Moves photos to their new paths.</summary>
    /// <param name="recorded">The content of the folder's record.</param>
    /// <returns>The moves that were made.</returns>
    /// <exception cref="RetrainException">The record cannot be written; nothing was moved.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two photos.</exception>
    public IReadOnlyList<PhotoMove> Run(IReadOnlyList<PhotoMove> moves, RecordedMoves recorded, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
        {
            return [];
        }

        string[] made = [.. moves.Select(move => Path.GetDirectoryName(move.To)!).Append(folder).Distinct().SelectMany(Missing).Distinct()];
        new OutputPath(MoveRecord.PathIn(folder)).Explain(() => Directory.CreateDirectory(folder));
        MoveRecord.Write(folder, new([.. recorded.Moves.Except(moves), .. moves], [.. recorded.Folders.Union(made)]));
        List<PhotoMove> completed = [];
        foreach (PhotoMove move in moves)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Try(move.From, () => Move(move.From, move.To, move.Image)))
            {
                completed.Add(move);
            }
        }

        return completed;
    }

    /// <summary>Moves all photos back, the last first. What cannot be moved back stays on the record.</summary>
    /// <returns>The number of photos that were moved back.</returns>
    /// <exception cref="RetrainException">RT4053 or RT4054: there is no record, or it cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two photos.</exception>
    public int Undo(CancellationToken cancellationToken)
    {
        RecordedMoves recorded = MoveRecord.Read(folder);
        if (recorded.Moves.Count == 0)
        {
            throw new RetrainException(DecisionDiagnostics.NothingToUndo(folder));
        }

        List<PhotoMove> left = [];
        int moved = 0;
        foreach (PhotoMove move in recorded.Moves.Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isMoved = Path.Exists(move.To);
            if (!isMoved && Path.Exists(move.From))
            {
                continue; // it was never moved, or was moved back before
            }

            if (Try(move.To, () => Move(move.To, move.From, isMoved ? DigestOf(move.To) : move.Image)))
            {
                moved++;
            }
            else
            {
                left.Insert(0, move);
            }
        }

        // The folder of the record is empty only without it.
        RemoveEmpty(recorded.Folders);
        MoveRecord.Write(folder, new(left, [.. recorded.Folders.Where(Directory.Exists)]));
        RemoveEmpty(recorded.Folders);
        return moved;
    }

    private static void Move(string from, string to, Digest image)
    {
        if (new FileInfo(from).LinkTarget is not null)
        {
            throw new IOException("it is a link, which may not lead anywhere from another folder");
        }

        if (DigestOf(from) != image)
        {
            throw new IOException("it has changed in the meantime");
        }

        string target = Path.GetDirectoryName(to)!;
        Directory.CreateDirectory(target);
        if (RealPath.Of(to) == RealPath.Of(from) || new FileInfo(to).LinkTarget is not null)
        {
            throw new IOException($"there is a link at {to}");
        }

        if (File.Exists(to) && DigestOf(to) == image)
        {
            File.Delete(from); // a move that was killed before its end, where both paths lead to the photo
        }
        else if (IsOnOneVolume(from, target))
        {
            File.Move(from, to, overwrite: false);
        }
        else
        {
            Copy(from, to, image);
            File.Delete(from);
        }
    }

    // A rename is not possible from one file system to another. The copy is on the disk, and equal, before the photo is deleted.
    private static void Copy(string from, string to, Digest image)
    {
        using TemporaryFile copy = TemporaryFile.Create(Path.GetDirectoryName(to)!, Path.GetFileName(to));
        using (FileStream photo = new(from, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            photo.CopyTo(copy.Stream);
        }

        DiskFlush.Run(copy.Stream);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(copy.Stream.SafeFileHandle, File.GetUnixFileMode(from));
        }

        File.SetLastWriteTimeUtc(copy.Stream.SafeFileHandle, File.GetLastWriteTimeUtc(from));
        if (DigestOf(copy.Path) != image)
        {
            throw new IOException("its copy is not equal");
        }

        File.Move(copy.Path, to, overwrite: false);
    }

    private static bool IsOnOneVolume(string file, string target) => OperatingSystem.IsWindows()
        ? string.Equals(Path.GetPathRoot(file), Path.GetPathRoot(target), StringComparison.OrdinalIgnoreCase)
        : UnixEntry.Of(file)?.Device is long device && device == UnixEntry.AtEndOf(target)?.Device;

    // Shared as the open copy needs it on Windows.
    private static Digest DigestOf(string path) => Digest.OfFile(path, FileShare.ReadWrite | FileShare.Delete);

    private bool Try(string photo, Action move)
    {
        try
        {
            move();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report(DecisionDiagnostics.NotMoved(photo, exception.Message.TrimEnd('.')));
            return false;
        }
    }

    private static IEnumerable<string> Missing(string path)
    {
        for (string? above = path; above is not null && !Directory.Exists(above); above = Path.GetDirectoryName(above))
        {
            yield return above;
        }
    }

    // Only folders that the moves made, and of these only what nothing was put into.
    private void RemoveEmpty(IEnumerable<string> made)
    {
        foreach (string path in made.OrderByDescending(path => path.Length)
            .Where(path => new DirectoryInfo(path) is { Exists: true, LinkTarget: null } made && !made.EnumerateFileSystemInfos().Any()))
        {
            try
            {
                Directory.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                report(DecisionDiagnostics.NotRemoved(path, exception.Message.TrimEnd('.')));
            }
        }
    }
}
