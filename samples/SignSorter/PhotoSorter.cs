using Microsoft.Extensions.Options;
using Retrain.Extensions;
using Retrain.Runtime;

namespace SignSorter;

/// <summary>
/// Moves each photo that arrives into the folder of its label. Where a photo lies is all that there is to know about it, so that nothing is
/// lost or done twice when the app ends at any moment and starts again.
/// </summary>
public sealed partial class PhotoSorter(ClassifierService signs, IOptions<SorterOptions> options, ILogger<PhotoSorter> log)
    : BackgroundService
{
    private readonly SorterOptions settings = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string folder = Directory.CreateDirectory(settings.Inbox).FullName;
        Inbox inbox = new(folder);
        Watching(folder, Path.GetFullPath(settings.Sorted));
        using PeriodicTimer timer = new(settings.Interval);
        do
        {
            try
            {
                await SortAsync(inbox.Arrived(), stoppingToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                NotNow(folder, exception.Message); // the drive may be back at the next look
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // As many at once as there are cores, however many arrive; the results come in order.
    private async Task SortAsync(IReadOnlyList<FileInfo> photos, CancellationToken stoppingToken)
    {
        int next = 0;
        await foreach (ImageResult result in signs.ClassifyManyAsync(photos.Select(photo => photo.FullName), stoppingToken))
        {
            FileInfo photo = photos[next++];
            if (result.IsClassified)
            {
                Move(photo, FolderOf(result.Predictions[0]), Describe(result.Predictions[0]));
            }
            else if (!IsFresh(photo))
            {
                Move(photo, "unreadable", result.Problem.Message);
            }
        }
    }

    // A copy over a slow line pauses for longer than an interval. So does one that is gone: the next look does not find it.
    private bool IsFresh(FileInfo photo)
    {
        photo.Refresh();
        return !photo.Exists || DateTime.UtcNow - photo.LastWriteTimeUtc < settings.Patience;
    }

    private static string FolderOf(Prediction best) => best switch
    {
        { IsFamiliar: false } => "unfamiliar",
        { IsConfident: false } => "uncertain",
        _ => best.Label,
    };

    private static string Describe(Prediction best) => FormattableString.Invariant($"{best.Label}, {100 * best.Probability:F1}%");

    // Never over another file: a number tells photos of the same name apart.
    private void Move(FileInfo photo, string folder, string why)
    {
        try
        {
            string target = Directory.CreateDirectory(Path.Combine(settings.Sorted, folder)).FullName;
            string name = photo.Name;
            for (int number = 2; File.Exists(Path.Combine(target, name)); number++)
            {
                name = $"{Path.GetFileNameWithoutExtension(photo.Name)} ({number}){photo.Extension}";
            }

            File.Move(photo.FullName, Path.Combine(target, name));
            Sorted(photo.Name, folder, name, why);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotNow(photo.Name, exception.Message); // it stays, and the next look finds it again
        }
    }

    [LoggerMessage(LogLevel.Information, "Watching {Inbox}, sorting to {Sorted}")]
    private partial void Watching(string inbox, string sorted);

    [LoggerMessage(LogLevel.Information, "{Photo} to {Folder}/{Name}: {Why}")]
    private partial void Sorted(string photo, string folder, string name, string why);

    [LoggerMessage(LogLevel.Warning, "{What}: {Why} Trying again.")]
    private partial void NotNow(string what, string why);
}
