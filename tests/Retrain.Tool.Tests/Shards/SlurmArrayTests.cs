using System.Globalization;
using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Shards;

/// <summary>The files of docs/shards.md on a real Slurm.</summary>
public sealed class SlurmArrayTests
{
    private const int Parts = 8;
    private const int PhotosOfEach = 40;

    /// <summary>
    /// Stands in place of "dotnet retrain" on the nodes, and does to tasks, once each, what happens to them: one ends with a code after
    /// which the site runs it again, one is killed in the middle, and those on the second node work until it is lost, and a while longer.
    /// </summary>
    private const string Retrain = """
        #!/bin/bash
        shift
        DOTNET="$(PATH="${PATH#*:}" command -v dotnet)"
        # Nodes have disks of their own, which are empty when a job begins.
        export RETRAIN_CACHE_DIR="$RETRAIN_CACHE_DIR-$SLURMD_NODENAME-$SLURM_JOB_ID"
        once() { mkdir "$MARKS/$1" 2> /dev/null; }
        if [ "$1" = bottlenecks ] && [ -n "$SLURM_ARRAY_TASK_ID" ]; then
          if [ "$SLURM_ARRAY_TASK_ID" = 2 ] && once exits; then
            exit 99
          elif [ "$SLURM_ARRAY_TASK_ID" = 3 ] && once killed; then
            "$DOTNET" "$TOOL" "$@" > killed.txt &
            until grep -q '^Part 3' killed.txt; do sleep 0.02; done
            kill -9 $!
            wait $!
            exit
          elif [ "$SLURMD_NODENAME" = n1 ] && [ ! -e "$MARKS/lost" ]; then
            once works
            for ((i = 0; i < 2400; i++)); do [ ! -e "$MARKS/lost" ] || break; sleep 0.2; done
          fi
        fi
        exec "$DOTNET" "$TOOL" "$@"
        """;

    [Fact]
    public async Task AnArrayWithLostAndKilledTasksEndsInTheBytesOfASingleRun()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using TrainingRun alone = new TrainingRun().DrawCached(PhotosOfEach);
        (await ToolCall.RunAsync(
            alone.CacheDir, "--image_dir", alone.ImageDir, "--output_graph", alone.Graph, "--output_labels", alone.Labels,
            "--summaries_dir", alone.SummariesDir)).ShouldSucceed();
        DrawnPhotos.Write(cluster.Folder.PathOf("photos"), PhotosOfEach, "circles", "squares");
        Install(cluster);

        string job = await SubmitAsync(cluster);
        await cluster.UntilFileAsync("marks/works");
        await cluster.LoseAsync("n1");
        Directory.CreateDirectory(cluster.Folder.PathOf("marks/lost"));
        await cluster.UpAsync();
        await cluster.UntilDoneAsync();

        foreach (int task in Enumerable.Range(1, Parts))
        {
            (await cluster.OfJobAsync($"{job}_{task}", "JobState")).ShouldBe(
                "COMPLETED", File.ReadAllText(cluster.Folder.PathOf($"extract-{task}.txt")));
        }

        int[] restarts = await Task.WhenAll(Enumerable.Range(1, Parts).Select(async task =>
            int.Parse(await cluster.OfJobAsync($"{job}_{task}", "Restarts"), CultureInfo.InvariantCulture)));
        restarts[1].ShouldBeGreaterThan(0, "the task that exits");
        restarts[2].ShouldBeGreaterThan(0, "the task that is killed");
        restarts.Where((_, index) => index is not (1 or 2)).Max().ShouldBeGreaterThan(0, "the tasks of the lost node");
        string printed = File.ReadAllText(cluster.Folder.PathOf("train.txt"));
        printed.ShouldContain($"All {Parts} parts are there, with the bottlenecks of {2 * PhotosOfEach} photos.");
        printed.ShouldMatch($@"Bottlenecks: {2 * PhotosOfEach} cached( \(\d+ of them in the shared cache\))?, 0 computed");
        File.ReadAllBytes(cluster.Folder.PathOf("model/photos.pb")).ShouldBe(File.ReadAllBytes(alone.Graph));
        File.ReadAllBytes(cluster.Folder.PathOf("model/photos.txt")).ShouldBe(File.ReadAllBytes(alone.Labels));
        File.ReadAllBytes(cluster.Folder.PathOf("model/photos.manifest.json")).ShouldBe(File.ReadAllBytes(alone.Manifest));
    }

    // The page's two files and its commands, with this folder and fewer parts.
    private static async Task<string> SubmitAsync(SlurmCluster cluster)
    {
        CodeBlock[] blocks = [.. MarkdownPage.At("docs/shards.md").Blocks.Where(block => block.Section == "Slurm")];
        CodeBlock[] files = [.. blocks.Where(block => block.Language == "sh")];
        foreach ((string name, CodeBlock file) in new[] { "extract.sbatch", "train.sbatch" }.Zip(files))
        {
            File.WriteAllText(cluster.Folder.PathOf(name), file.Text
                .Replace("/mnt/team", cluster.Folder.Path, StringComparison.Ordinal)
                .Replace("--cpus-per-task=4", "--cpus-per-task=1", StringComparison.Ordinal)
                .Replace("64", $"{Parts}", StringComparison.Ordinal));
        }

        string commands = blocks.Single(block => block.Language == "bash").Text
            .Replace("/mnt/team", cluster.Folder.Path, StringComparison.Ordinal);
        ToolRun submitted = (await cluster.BashAsync($"set -e\n{commands}\necho $extraction")).ShouldSucceed();
        return submitted.Output.Trim().Split('\n')[^1];
    }

    private static void Install(SlurmCluster cluster)
    {
        string retrain = cluster.Folder.PathOf("bin/dotnet");
        cluster.Folder.Write("bin/dotnet", Encoding.UTF8.GetBytes(Retrain));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(retrain, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        cluster.Set("TOOL", ToolProcess.ToolPath);
        cluster.Set("MARKS", Directory.CreateDirectory(cluster.Folder.PathOf("marks")).FullName);
        cluster.Set("TMPDIR", Directory.CreateDirectory(cluster.Folder.PathOf("tmp")).FullName);
    }
}
