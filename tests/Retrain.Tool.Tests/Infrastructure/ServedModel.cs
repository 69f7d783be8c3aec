using System.Globalization;
using System.Text.Json;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A folder with what the commands of docs/serving.md write, trained on the sample images, and with the page's programs.</summary>
public sealed class ServedModel : IAsyncLifetime
{
    private const double Tolerance = 1e-5;

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, Dictionary<string, double>> expected = [];

    /// <summary>A photo smaller than the network's input, one larger, and one whose EXIF data ask for a turn.</summary>
    public IReadOnlyList<string> Photos => [folder.PathOf("small.jpg"), folder.PathOf("large.jpg"), folder.PathOf("turned.jpg")];

    /// <summary>The working folder of the page's reader.</summary>
    public string Folder => folder.Path;

    public async ValueTask InitializeAsync()
    {
        string images = Repository.PathOf("samples/road_signs/images");
        byte[] small = await File.ReadAllBytesAsync(
            Directory.EnumerateFiles(Path.Combine(images, "stop"), "*.jpg").Order(StringComparer.Ordinal).First());
        folder.Write("small.jpg", small).Write("large.jpg", DrawnPhotos.Draw(0, 7, sizePixels: 700));
        folder.Write("turned.jpg", ExifPhoto.Turned(small, 6));
        KnownBottlenecks.RoadSigns.WriteTo(folder.PathOf("cache"));
        string printed = "";
        foreach (string line in ServingPage.Commands)
        {
            if (line.StartsWith("dotnet retrain ", StringComparison.Ordinal))
            {
                string arguments = line["dotnet retrain ".Length..].Replace("~/flower_photos", images, StringComparison.Ordinal);
                printed = await RetrainAsync(arguments.Split(' '));
            }
            else
            {
                printed.Split('\n').ShouldContain(line);
            }
        }

        string labelled = await RetrainAsync(
            ["label_image", "--graph", "flowers.pb", "--labels", "flowers.txt", "--top_k", "6", "--json", "--image", .. Photos]);
        foreach (string line in labelled.TrimEnd().Split('\n'))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement image = document.RootElement;
            expected[image.GetProperty("image").GetString()!] = image.GetProperty("predictions").EnumerateArray().ToDictionary(
                prediction => prediction.GetProperty("label").GetString()!,
                prediction => prediction.GetProperty("probability").GetDouble());
        }
    }

    /// <summary>Puts a photo where the page's programs expect it.</summary>
    public void Use(string photo) => File.Copy(photo, folder.PathOf("holiday.jpg"), overwrite: true);

    /// <summary>Writes a program of the page.</summary>
    public string Write(string name, string program)
    {
        File.WriteAllText(folder.PathOf(name), program);
        return folder.PathOf(name);
    }

    /// <summary>Compares lines like "0.992585 stop" with what label_image printed for the photo.</summary>
    public void ShouldBePrinted(string output, string photo)
    {
        (double Score, string Label)[] printed =
        [
            .. output.TrimEnd().Split('\n').Select(line => line.TrimEnd().Split(' ', 2))
                .Select(parts => (double.Parse(parts[0], CultureInfo.InvariantCulture), parts[1])),
        ];
        printed.Length.ShouldBe(5);
        printed.Select(line => line.Score).ShouldBeInOrder(SortDirection.Descending);
        double difference = printed.Max(line => Math.Abs(line.Score - expected[photo][line.Label]));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(photo)}: largest difference {difference:e1}");
        difference.ShouldBeLessThanOrEqualTo(Tolerance, photo);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> RetrainAsync(string[] arguments)
    {
        Dictionary<string, string?> environment = new()
        {
            ["RETRAIN_CACHE_DIR"] = folder.PathOf("cache"),
            ["TMPDIR"] = folder.Path,
            ["TEMP"] = folder.Path,
            ["TMP"] = folder.Path,
        };
        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. arguments], environment, TestContext.Current.CancellationToken, folder.Path);
        return run.ShouldSucceed().Output;
    }
}
