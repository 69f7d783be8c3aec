using Retrain.Runtime;
using Retrain.Tool.Display;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Curation;
using Retrain.Training.Decisions;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Lists what decisions would do to a folder of photos, and does it or reverts it.</summary>
/// <param name="isJson">Whether each photo is printed as a JSON object.</param>
/// <param name="problems">Receives the problems that do not end the command.</param>
internal sealed class DecidedPhotos(bool isJson, ProblemLog problems)
{
    /// <summary>Lists the photos that do not lie where they belong.</summary>
    /// <param name="options">The folder, and the decisions about its photos.</param>
    /// <param name="folder">The folder to move those to that belong nowhere; <see langword="null"/> to move none.</param>
    /// <exception cref="RetrainException">The folder, the decisions or the record of moves cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the photos that were moved can be moved back.</exception>
    public void Apply(RetrainOptions options, string? folder, CancellationToken cancellationToken)
    {
        string? target = folder is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RecordedMoves recorded = RecordedMoves.None;
        if (target is not null)
        {
            ImageFolder.Require(options.Data.ImageDir);
            MovePlan.RequireOutside(options.Data.ImageDir, target);
            recorded = MoveRecord.Read(target);
        }

        // A run that was killed may have moved all photos of a category.
        ImageSet images = recorded.Moves.Count > 0
            ? options.Data.ReadHalfMoved(problems.Report, cancellationToken)
            : options.Data.Read(problems.Report, cancellationToken);
        if (target is not null)
        {
            MovePlan.RequireOutside(images, target);
        }

        string? named = options.Bottlenecks.BottleneckDir;
        using BottleneckCache cache = BottleneckCache.Open(named ?? BottleneckCache.DefaultFolder, problems.Report, named is not null);
        new DigestLookup(cache.ImageDigests).FindOrRead(images.Images, options.Bottlenecks.Threads, cancellationToken);
        DecisionsFile file = images.Decisions!;
        DecidedImage[] changes = [.. DecidedImages.In(images, file, problems.Report).Where(image => image.IsChange)];
        IReadOnlyList<PhotoMove> moves = target is null ? [] : new MovePlan(images, target, recorded.Moves).Of(changes);
        HashSet<PhotoMove>? made =
            target is null ? null : [.. new PhotoMoves(target, problems.Report).Run(moves, recorded, cancellationToken)];
        PhotoMove?[] places = [.. moves.Select(move => made?.Contains(move) is true ? move : null)];
        if (isJson)
        {
            DecisionsJson.Print(changes, places);
            DecisionsJson.Print(changes, made?.Count);
        }
        else
        {
            DecisionsText.Print(changes, places);
            DecisionsText.Print(changes, made?.Count, folder);
        }
    }

    /// <summary>Moves photos back to where they were.</summary>
    /// <exception cref="RetrainException">There is no record of moves, or it cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; running it again goes on.</exception>
    public void Undo(string folder, CancellationToken cancellationToken)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        int moved = new PhotoMoves(target, problems.Report).Undo(cancellationToken);
        if (isJson)
        {
            JsonLine.Print(json =>
            {
                json.WriteString("event", "movesUndone");
                json.WriteNumber("moved", moved);
            });
        }
        else
        {
            DecisionsText.PrintUndone(moved);
        }
    }
}
