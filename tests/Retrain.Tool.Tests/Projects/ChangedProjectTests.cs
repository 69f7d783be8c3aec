using System.Reflection;
using System.Text;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Projects;

public sealed class ChangedProjectTests : IDisposable
{
    private static readonly string Version =
        typeof(RetrainException).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names { get; } = [.. SampleProjects.All.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task LookAsIfWrittenByHand(string name)
    {
        ProjectSample sample = SampleProjects.All[name];
        sample.WriteTo(folder);

        ToolRun run = await InitProcess.RunAsync(folder, sample.ProjectPath);

        StringBuilder seen = new(run.ShouldSucceed().Output);
        foreach ((string path, string before) in sample.Files)
        {
            string after = Encoding.UTF8.GetString(File.ReadAllBytes(folder.PathOf(path)));
            seen.Append('\n').Append(before == after ? $"{path} stays" : $"{path}\n{Compare(before, after)}").Append('\n');
        }

        Snapshot.Match(Scrub(seen.ToString()), $"init_{name}");
    }

    private string Scrub(string seen) => seen
        .Replace(folder.Path, "FOLDER", StringComparison.Ordinal)
        .Replace(Version, "VERSION", StringComparison.Ordinal);

    // Lines with "+" are new, those with "-" are gone; what no one sees is made visible.
    private static string Compare(string before, string after)
    {
        Queue<string> old = new(Visible(before).Split('\n'));
        List<string> lines = [];
        foreach (string line in Visible(after).Split('\n'))
        {
            bool stays = old.TryPeek(out string? next) && next == line;
            lines.Add($"{(stays ? ' ' : '+')}|{line}");
            if (stays)
            {
                old.Dequeue();
            }
        }

        return string.Join('\n', lines.Concat(old.Select(line => $"-|{line}")));
    }

    private static string Visible(string text) => text
        .Replace("\uFEFF", "(byte order mark)", StringComparison.Ordinal)
        .Replace("\t", "(tab)", StringComparison.Ordinal)
        .Replace("\r", "(cr)", StringComparison.Ordinal);
}
