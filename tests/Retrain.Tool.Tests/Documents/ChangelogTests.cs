using System.Reflection;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

public sealed class ChangelogTests
{
    [Fact]
    public void NamesTheVersionThatIsBuilt()
    {
        Assembly built = typeof(RetrainException).Assembly;
        string version = built.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

        File.ReadAllText(Repository.PathOf("CHANGELOG.md")).ShouldContain($"## {version}");
    }
}
