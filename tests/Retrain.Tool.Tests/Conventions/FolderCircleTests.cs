using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Conventions;

/// <summary>A folder is a concept, and no two concepts need each other, directly or through others.</summary>
public static class FolderCircleTests
{
    [Theory]
    [InlineData("Retrain.Runtime")]
    [InlineData("Retrain.Training")]
    [InlineData("Retrain.Tool")]
    [InlineData("Retrain.MSBuild")]
    [InlineData("Retrain.Extensions")]
    public static void FoldersUseEachOtherOneWay(string project)
    {
        (string From, string To, string Cause)[] uses = [.. SourceProject.Of(project).UsesBetweenFolders()];
        ILookup<string, string> edges = uses.ToLookup(use => use.From, use => use.To);
        uses.ShouldNotBeEmpty();

        // What leads back to where it comes from is part of a circle.
        string[] circles =
        [
            .. uses.Where(use => Reachable(use.To, edges).Contains(use.From))
                .Select(use => $"{use.From} -> {use.To}: {use.Cause}").Distinct().Order(StringComparer.Ordinal),
        ];

        circles.ShouldBeEmpty();
    }

    private static HashSet<string> Reachable(string start, ILookup<string, string> edges)
    {
        HashSet<string> reached = [start];
        Stack<string> waiting = new([start]);
        while (waiting.TryPop(out string? folder))
        {
            foreach (string next in edges[folder].Where(reached.Add))
            {
                waiting.Push(next);
            }
        }

        return reached;
    }
}
