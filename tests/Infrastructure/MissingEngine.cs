namespace Retrain.Tests.Infrastructure;

/// <summary>Ends a test for which a program of others is missing.</summary>
internal static class MissingEngine
{
    /// <summary>Skips the test; fails it in CI where .ci/run installs the program.</summary>
    public static InvalidOperationException Ends(string message, bool installedInCi)
    {
        if (installedInCi && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        return new InvalidOperationException("Assert.Skip returned");
    }
}
