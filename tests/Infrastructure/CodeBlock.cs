namespace Retrain.Tests.Infrastructure;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path in the repository.</param>
/// <param name="Section">The nearest heading above it.</param>
/// <param name="Line">The line of its opening fence, from 1.</param>
/// <param name="Language">The word behind its opening fence, for instance "bash"; empty without one.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed record CodeBlock(string Page, string Section, int Line, string Language, string Text)
{
    /// <summary>The page and line at which a reader finds it; also the name of its test case.</summary>
    public string Place => $"{Page}:{Line}";

    public string[] Lines => Text.TrimEnd('\n').Split('\n');
}
