using System.Text;
using CsCheck;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Projects;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Projects;

public sealed class ProjectSetupTests
{
    private static readonly Gen<Layout> Layouts = Gen.Select(
        OneOf([.. SampleProjects.All.Keys]),
        OneOf("\n", "\r\n", "\r"),
        OneOf("  ", "    ", "\t", " "),
        OneOf<Encoding>(new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode),
        OneOf("", "<!-- ü, 花 -->", "\n"),
        (sample, newline, indentation, encoding, ending) => new Layout(SampleProjects.All[sample], newline, indentation, encoding, ending));

    [Fact]
    public void ASecondRunHasNothingToDo() => Layouts.Sample(
        layout =>
        {
            using TemporaryFolder folder = layout.Write();

            Apply(Plan(layout, folder));

            Plan(layout, folder).Files.ShouldBeEmpty();
        },
        iter: 200);

    [Fact]
    public void TextIsOnlyInsertedInTheFilesOwnStyle() => Layouts.Sample(
        layout =>
        {
            using TemporaryFolder folder = layout.Write();

            foreach (MSBuildFile file in Plan(layout, folder).Files)
            {
                byte[] before = File.ReadAllBytes(file.Path);
                byte[] after = file.Encode();
                byte[] mark = layout.Encoding.GetPreamble();
                after.AsSpan().StartsWith(mark).ShouldBeTrue();
                string oldText = layout.Encoding.GetString(before.AsSpan(mark.Length));
                string newText = layout.Encoding.GetString(after.AsSpan(mark.Length));
                newText.ShouldBe(file.Text);

                // The one change that is no insertion.
                IsWithin(oldText.Replace(" />" + layout.AtEnd, ">" + layout.AtEnd, StringComparison.Ordinal), newText).ShouldBeTrue();
                if (oldText.AsSpan().ContainsAny('\r', '\n'))
                {
                    newText.Replace(layout.Newline, "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n').ShouldBeFalse();
                }

                if (oldText.Contains(layout.Newline + layout.Indentation + "<", StringComparison.Ordinal))
                {
                    newText.Split(layout.Newline).Where(line => line.Contains("<RetrainModel Include=\"App\"", StringComparison.Ordinal))
                        .ShouldAllBe(line => line.StartsWith(layout.Indentation + layout.Indentation + "<", StringComparison.Ordinal));
                }

                newText.EndsWith(layout.AtEnd, StringComparison.Ordinal).ShouldBeTrue();
            }
        },
        iter: 200);

    [Fact]
    public void TheTextIsFoundAgainInWhatWasRead() => Layouts.Sample(
        layout =>
        {
            using TemporaryFolder folder = layout.Write();
            string text = MSBuildFile.Read(folder.PathOf(layout.Sample.ProjectPath)).Text;

            foreach (MSBuildElement element in WithDescendants(MSBuildReader.Read("App.csproj", text)))
            {
                text[element.Start..].ShouldStartWith($"<{element.Name}");
                text[..element.End].ShouldEndWith(element.ContentEnd is null ? "/>" : $"</{element.Name}>");
                (element.ContentEnd is null || text[element.ContentEnd.Value..].StartsWith($"</{element.Name}>", StringComparison.Ordinal))
                    .ShouldBeTrue();
            }
        },
        iter: 100);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ProjectChanges Plan(Layout layout, TemporaryFolder folder) =>
        ProjectSetup.Plan(folder.PathOf(layout.Sample.ProjectPath), null, null);

    private static void Apply(ProjectChanges changes)
    {
        foreach (MSBuildFile file in changes.Files)
        {
            File.WriteAllBytes(file.Path, file.Encode());
        }
    }

    private static IEnumerable<MSBuildElement> WithDescendants(MSBuildElement element) =>
        element.Children.SelectMany(WithDescendants).Prepend(element);

    private static bool IsWithin(string part, string whole)
    {
        int found = 0;
        foreach (char character in whole)
        {
            if (found < part.Length && part[found] == character)
            {
                found++;
            }
        }

        return found == part.Length;
    }

    private sealed record Layout(ProjectSample Sample, string Newline, string Indentation, Encoding Encoding, string Ending)
    {
        public string AtEnd => Styled(Ending);

        public TemporaryFolder Write()
        {
            TemporaryFolder folder = new();
            foreach ((string path, string text) in Sample.Files)
            {
                folder.Write(path, [.. Encoding.GetPreamble(), .. Encoding.GetBytes(Styled(text.TrimEnd() + Ending))]);
            }

            return folder;
        }

        private string Styled(string text) => text
            .Replace("\uFEFF", "", StringComparison.Ordinal)
            .ReplaceLineEndings("\n")
            .Replace("\t", "  ", StringComparison.Ordinal)
            .Replace("  ", Indentation, StringComparison.Ordinal)
            .Replace("\n", Newline, StringComparison.Ordinal);
    }
}
