namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>Project files as a user writes them.</summary>
internal static class ProjectText
{
    public const string Packages = $"""
        <ItemGroup>
            <PackageReference Include="Retrain.MSBuild" Version="{PackedPackages.Version}" PrivateAssets="all" />
            <PackageReference Include="Retrain.Runtime" Version="{PackedPackages.Version}" />
          </ItemGroup>
        """;

    /// <summary>The example: photos beside the project.</summary>
    public const string Flowers = """
        <ItemGroup>
            <RetrainModel Include="Flowers" HowManyTrainingSteps="50" />
            <ImageCategory Include="photos/circles;photos/squares" />
          </ItemGroup>
        """;

    // The app is built for one system: the native libraries of all of them would take 190 MB in the output of each app.
    private const string App = """
        <OutputType>Exe</OutputType>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
        """;

    public static string With(string content, string sdk = "Microsoft.NET.Sdk", string packages = Packages, string properties = App) => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            {properties}
          </PropertyGroup>
          {packages}
          {content}
        </Project>
        """;
}
