namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Projects in the shapes that people give them; lines end with \n, levels are two spaces.</summary>
internal static class SampleProjects
{
    public static IReadOnlyDictionary<string, ProjectSample> All { get; } =
        new SortedDictionary<string, ProjectSample>(StringComparer.Ordinal)
        {
            ["console"] = ProjectSample.Of(
            """
            <Project Sdk="Microsoft.NET.Sdk">

              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>

            </Project>

            """),
            ["web_without_blank_lines"] = ProjectSample.Of(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <!-- The shop's front. -->
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <!-- Pinned: 9.1 lost a header. -->
                <PackageReference   Include="Serilog"   Version='9.0.2' /> <!-- see the wiki -->
                <!-- Nothing below is used in tests. -->
                <PackageReference Include="Polly" Version="8.5.0" /> <!-- retries,
                     and breakers -->
                <!-- the end -->
              </ItemGroup>
              <ItemGroup>
                <Content Update="appsettings.json" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>

            """),
            ["tabs_crlf_bom"] = ProjectSample.Of(
            "\uFEFF" +
            """
            <?xml version="1.0" encoding="utf-8"?>
            <Project Sdk="Microsoft.NET.Sdk">

              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>

              <ItemGroup>
                <PackageReference Include="Serilog" Version="9.0.2" />
              </ItemGroup>

            </Project>
            """.Replace("  ", "\t", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)),
            ["central_versions"] = new ProjectSample("src/App/App.csproj", new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["Directory.Packages.props"] =
                """
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageVersion Include="Polly" Version="8.5.0" />
                    <PackageVersion Include="Serilog" Version="9.0.2" />
                  </ItemGroup>
                </Project>

                """,
                ["src/App/App.csproj"] =
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Serilog" />
                  </ItemGroup>
                </Project>

                """,
            }),
            ["central_versions_said_in_build_props"] =
            new ProjectSample("App.csproj", new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["Directory.Build.props"] =
                """
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                </Project>
                """,
                ["Directory.Packages.props"] =
                """
                <Project>
                  <ItemGroup>
                    <GlobalPackageReference Include="retrain.msbuild" Version="0.9.0" />
                  </ItemGroup>
                </Project>
                """,
                ["App.csproj"] = """<Project Sdk="Microsoft.NET.Sdk"></Project>""",
            }),
            ["central_versions_refused_by_the_project"] =
            new ProjectSample("App.csproj", new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["Directory.Packages.props"] =
                """
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                  </PropertyGroup>
                </Project>
                """,
                ["App.csproj"] =
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
                  </PropertyGroup>
                </Project>
                """,
            }),
            ["self_closed"] = ProjectSample.Of("""<Project Sdk="Microsoft.NET.Sdk" />"""),
            ["conditions"] = ProjectSample.Of(
            """
            <Project Sdk="Microsoft.NET.Sdk">

              <PropertyGroup Condition=" 2 > 1 And '$(Fast)' != '/>' ">
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>

              <ItemGroup Condition="'$(Configuration)' == 'Debug'">
                <PackageReference Include="Polly" Version="8.5.0" />
                <PackageReference Include="Retrain.Runtime" Version="0.9.0" />
              </ItemGroup>

              <Choose>
                <When Condition="2 > 1">
                  <ItemGroup>
                    <PackageReference Include="Other;Retrain.MSBuild">
                      <Version>$(RetrainVersion)</Version>
                    </PackageReference>
                  </ItemGroup>
                </When>
              </Choose>

              <Target Name="LaterThanRestore">
                <ItemGroup>
                  <RetrainModel Include="NotAtEvaluation" />
                </ItemGroup>
              </Target>

            </Project>

            """),
            ["references_without_a_model"] = new ProjectSample("App.csproj", new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["Directory.Build.props"] =
                """
                <Project>
                  <ItemGroup>
                    <PackageReference Include="Retrain.Runtime" />
                  </ItemGroup>
                </Project>
                """,
                ["App.csproj"] =
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>

                  <ItemGroup>
                    <PackageReference Include="Retrain.MSBuild"
                                      Version="0.8.0"
                                      PrivateAssets="all"
                    />
                  </ItemGroup>

                  <ItemGroup>
                    <PackageReference Update="Retrain.Runtime" Version="0.9.0" />
                  </ItemGroup>
                </Project>

                """,
            }),
            ["model_without_references"] = ProjectSample.Of(
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <RetrainModel Include="Flowers" HowManyTrainingSteps="500" />
                <ImageCategory Include="photos/daisy;photos/roses" />
              </ItemGroup>
              <!-- Nothing else. -->
            </Project>

            """),
            ["group_on_one_line"] = ProjectSample.Of(
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Polly" Version="8.5.0" /></ItemGroup></Project>
            """),
            ["fsharp"] = new ProjectSample("App.fsproj", new Dictionary<string, string>
            {
                ["App.fsproj"] =
                """
                <Project Sdk="Microsoft.NET.Sdk">

                    <PropertyGroup>
                        <TargetFramework>net10.0</TargetFramework>
                    </PropertyGroup>

                    <ItemGroup>
                        <Compile Include="Program.fs" />
                    </ItemGroup>

                </Project>

                """,
            }),
            ["visual_basic"] = new ProjectSample("App.vbproj", new Dictionary<string, string>
            {
                ["App.vbproj"] =
                """
                <Project Sdk="Microsoft.NET.Sdk">

                    <PropertyGroup>
                        <TargetFramework>net10.0</TargetFramework>
                    </PropertyGroup>

                </Project>

                """,
            }),
        };
}
