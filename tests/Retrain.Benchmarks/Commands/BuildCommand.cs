using System.CommandLine;
using System.Globalization;
using Retrain.Benchmarks.Builds;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures the time that a model adds to every build of its project.</summary>
internal static class BuildCommand
{
    private const string Program = "Console.WriteLine(\"built\");";

    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> runs = BenchmarkOptions.Count("--runs", 9, "Builds of each kind, alternately.");
        Option<int> many = BenchmarkOptions.Count("--many", 100_000, "Images of the project with many: links to the photos.");
        Command command = new(
            "build",
            "dotnet build as a process, with nothing to do and with one changed image, beside the same project without Retrain.MSBuild.")
        {
            imageDir,
            runs,
            many,
        };
        command.SetAction((result, cancellationToken) => MeasureAsync(
            new PhotoSet(result.GetRequiredValue(imageDir)),
            result.GetRequiredValue(runs), result.GetRequiredValue(many), cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(PhotoSet photos, int runs, int many, CancellationToken cancellationToken)
    {
        Machine.Describe();
        using TemporaryFolder folder = new();
        Console.WriteLine("packing, and training for the first time ...");
        LocalPackages packages = await AppProject.PackAsync(folder, cancellationToken);
        PhotoCopies.Make(photos, photos.Images.Count, folder.PathOf("photos"));
        PhotoCopies.Link(new PhotoSet(folder.PathOf("photos")), many, folder.PathOf("links")); // of the copies, as links stay on one disk
        AppProject without = new(packages, folder.PathOf("without"), Program);
        AppProject with = new(packages, folder.PathOf("with"), Program, items: Model(folder.PathOf("photos")));
        AppProject withMany = new(packages, folder.PathOf("many"), Program, items: Model(folder.PathOf("links")));
        foreach (AppProject project in new[] { without, with, withMany })
        {
            await project.RestoreAsync(cancellationToken);
            await project.BuildAsync(cancellationToken);
            await project.BuildAsync(cancellationToken);
        }

        string image = Directory.EnumerateFiles(folder.PathOf("photos"), "*", SearchOption.AllDirectories).First();
        BuildTimes nothing = new(Kind(photos.Images.Count, "nothing to do"));
        BuildTimes nothingOfMany = new(Kind(many, "nothing to do"));
        BuildTimes one = new(Kind(photos.Images.Count, "one changed"));
        Samples bare = new();
        for (int run = 0; run < runs; run++)
        {
            TimeSpan time = await without.BuildAsync(cancellationToken);
            bare.Add(time.TotalMilliseconds);
            nothing.Add(await with.BuildAsync(cancellationToken), time);
            nothingOfMany.Add(await withMany.BuildAsync(cancellationToken), time);
            await ChangeAsync(image, run, cancellationToken);
            one.Add(await with.BuildAsync(cancellationToken), time);
        }

        Console.WriteLine(
            $"{"without Retrain.MSBuild",-30} {bare.Median,6:F0} ms ({bare.Min:F0} to {bare.Max:F0}), "
            + $"{runs} builds of each kind, alternately");
        Console.WriteLine(nothing);
        Console.WriteLine(nothingOfMany);
        Console.WriteLine(one);
        Machine.DescribeAfterwards();
    }

    // Adds a byte after the image's end, in a new file: the project with many photos links to the old one.
    private static async Task ChangeAsync(string image, int run, CancellationToken cancellationToken)
    {
        byte[] content = await File.ReadAllBytesAsync(image, cancellationToken);
        File.Delete(image);
        await File.WriteAllBytesAsync(image, [.. content, (byte)run], cancellationToken);
    }

    private static string Model(string imageDir) => $"""
        <PackageReference Include="Retrain.MSBuild" Version="{AppProject.PackagesVersion}" PrivateAssets="all" />
            <RetrainModel Include="Photos" ImageDir="{imageDir}" />
        """;

    private static string Kind(int images, string what) => string.Create(CultureInfo.InvariantCulture, $"{images} images, {what}");
}
