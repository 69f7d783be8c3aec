using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using YamlDotNet.RepresentationModel;

namespace Retrain.Tool.Tests.Documents;

/// <summary>
/// The files for services that no test has: they are read as those services read them, and must fit together with the tool's exit codes,
/// variables and parts.
/// </summary>
public sealed partial class PipelineFileTests
{
    private static readonly string[] OfStep = ["uses", "run", "task", "script", "checkout"];

    private static IEnumerable<CodeBlock> Files =>
        MarkdownPage.All.SelectMany(page => page.Blocks).Where(block => block.Language == "yaml");

    private static (V1Job Extract, V1Job Train) Jobs
    {
        get
        {
            string[] files = [.. Files.Where(block => block.Section == "Kubernetes").Select(block => block.Text)];
            files.Length.ShouldBe(2);
            return (KubernetesYaml.Deserialize<V1Job>(files[0], strict: true), KubernetesYaml.Deserialize<V1Job>(files[1], strict: true));
        }
    }

    [Fact]
    public void EachStepOfAPipelineIsOneThing()
    {
        IEnumerable<YamlMappingNode> steps = Files.Select(Root).SelectMany(root => root.AllNodes.Prepend(root)).OfType<YamlMappingNode>()
            .SelectMany(map => map.Children).Where(child => $"{child.Key}" == "steps")
            .SelectMany(child => ((YamlSequenceNode)child.Value).Children).Cast<YamlMappingNode>();

        steps.Count().ShouldBeGreaterThan(15);
        steps.ShouldAllBe(step => step.Children.Keys.Count(key => OfStep.Contains($"{key}")) == 1);
    }

    [Fact]
    public void EveryVariableOfOursIsOneThatIsRead()
    {
        string page = MarkdownPage.At("docs/command-line.md").Section("Environment variables");
        string[] variables =
            [.. Files.SelectMany(file => Variable().Matches(file.Text).Select(match => match.Value)).Distinct()];

        variables.ShouldNotBeEmpty();
        variables.ShouldAllBe(variable => page.Contains($"`{variable}`", StringComparison.Ordinal));
    }

    /// <summary>The client of Kubernetes refuses fields that its objects do not have.</summary>
    [Fact]
    public void KubernetesKnowsTheFields()
    {
        (V1Job extract, V1Job train) = Jobs;

        foreach (V1Job job in (V1Job[])[extract, train])
        {
            (job.ApiVersion, job.Kind).ShouldBe(("batch/v1", "Job"));
            V1PodSpec pod = job.Spec.Template.Spec;
            pod.RestartPolicy.ShouldBe("Never"); // as a policy for failed pods requires
            pod.Containers.Single().VolumeMounts.Select(mount => mount.Name).ShouldBe(pod.Volumes.Select(volume => volume.Name));
        }

        const string Misspelt = "apiVersion: batch/v1\nkind: Job\nspec:\n  completion: 1";
        Should.Throw<Exception>(() => KubernetesYaml.Deserialize<V1Job>(Misspelt, strict: true));
    }

    [Fact]
    public void ThePodsOfKubernetesAreThePartsAndTryAgainByExitCode()
    {
        (V1Job extract, V1Job train) = Jobs;

        extract.Spec.CompletionMode.ShouldBe("Indexed");
        int parts = extract.Spec.Completions!.Value;
        CommandOf(extract).ShouldContain($"--shard auto/{parts} ");
        CommandOf(train).ShouldContain($"--expect {parts} ");
        extract.Spec.BackoffLimitPerIndex.ShouldNotBeNull(); // FailIndex requires it
        V1PodFailurePolicyRule rule = extract.Spec.PodFailurePolicy.Rules[0];
        rule.Action.ShouldBe("FailIndex");
        rule.OnExitCodes.OperatorProperty.ShouldBe("In");
        rule.OnExitCodes.Values.Select(code => (ExitCode)code).ShouldBe([ExitCode.Failed, ExitCode.Usage]);
        extract.Spec.PodFailurePolicy.Rules[1].OnPodConditions.Single().Type.ShouldBe("DisruptionTarget");
    }

    [Fact]
    public void TheJobsOfGitHubAreThePartsAndPassThemOn()
    {
        YamlNode jobs = Root(Files.Single(file => file.Section == "GitHub Actions" && file.Page == "docs/shards.md"))["jobs"];
        int[] parts = [.. ((YamlSequenceNode)jobs["extract"]["strategy"]["matrix"]["part"]).Select(part => int.Parse($"{part}", null))];
        string extract = string.Join('\n', Runs(jobs["extract"])), train = string.Join('\n', Runs(jobs["train"]));

        parts.ShouldBe(Enumerable.Range(1, parts.Length));
        extract.ShouldContain($"--shard ${{{{ matrix.part }}}}/{parts.Length} ");
        train.ShouldContain($"for part in {string.Join(' ', parts)}; do ");
        train.ShouldContain($"--expect {parts.Length} ");
        $"{jobs["train"]["needs"]}".ShouldBe("extract");
        string uploaded = $"{Step(jobs["extract"], "actions/upload-artifact")["with"]["name"]}";
        string pattern = $"{Step(jobs["train"], "actions/download-artifact")["with"]["pattern"]}";
        uploaded.ShouldStartWith(pattern.TrimEnd('*'));
        extract.ShouldContain("results/part-${{ matrix.part }}.pack");
        train.ShouldContain("results/part-$part.pack");
    }

    private static string CommandOf(V1Job job) => job.Spec.Template.Spec.Containers.Single().Command[^1];

    private static YamlNode Root(CodeBlock file)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(file.Text));
        return stream.Documents.ShouldHaveSingleItem(file.Place).RootNode;
    }

    private static IEnumerable<YamlNode> Steps(YamlNode job) => (YamlSequenceNode)job["steps"];

    private static IEnumerable<string> Runs(YamlNode job) =>
        Steps(job).OfType<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).Select(step => $"{step["run"]}");

    private static YamlMappingNode Step(YamlNode job, string action) => Steps(job).OfType<YamlMappingNode>()
        .Single(step => step.Children.TryGetValue("uses", out YamlNode? uses)
            && $"{uses}".StartsWith($"{action}@", StringComparison.Ordinal));

    [GeneratedRegex(@"\bRETRAIN_\w+")]
    private static partial Regex Variable();
}
