namespace Retrain.Extensions.Tests.Infrastructure;

/// <summary>Waits for what another thread does.</summary>
internal static class Eventually
{
    public static async Task ShouldBeTrueAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        for (int i = 0; !condition(); i++)
        {
            i.ShouldBeLessThan(3000, "it did not happen within 30 seconds");
            await Task.Delay(10, cancellationToken);
        }
    }
}
