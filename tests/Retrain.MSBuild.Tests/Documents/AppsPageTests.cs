using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

/// <summary>The web app of docs/apps.md, built from the packages and asked by visitors.</summary>
public sealed class AppsPageTests(PackedPackages packages)
{
    private const string Extensions =
        $"""<ItemGroup><PackageReference Include="Retrain.Extensions" Version="{PackedPackages.Version}" /></ItemGroup>""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheWebAppAnswersPhotosAndRefusesOtherFiles()
    {
        CodeBlock program = MarkdownPage.At("docs/apps.md").Blocks.Single(block => block.Language == "csharp");
        using UserProject app = await UserProject.RestoringAsync(
            packages, ProjectText.With(ProjectText.Flowers + Extensions, sdk: "Microsoft.NET.Sdk.Web"), "App.csproj");
        app.Write("Program.cs", program.Text.Replace("(FlowersModel.", "(App.FlowersModel.", StringComparison.Ordinal));
        (await app.BuildAsync()).ShouldTrain();

        using WebServer server = await WebServer.StartAsync(app.Folder, "App", BuildEnvironment.Offline(app.CacheDir));
        using HttpClient visitor = new() { BaseAddress = new Uri(server.Address) };

        using ByteArrayContent photo = new(await File.ReadAllBytesAsync(app.PathOf("photos/squares/3.jpg"), Token));
        using HttpResponseMessage answer = await visitor.PostAsync(new Uri("/", UriKind.Relative), photo, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using JsonDocument best = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        best.RootElement.GetProperty("label").GetString().ShouldBe("squares");

        using StringContent text = new("no photo");
        using HttpResponseMessage refusal = await visitor.PostAsync(new Uri("/", UriKind.Relative), text, Token);
        refusal.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refusal.Content.ReadFromJsonAsync<string>(Token)).ShouldBe(
            "The upload is not an image that can be read: not a JPEG, PNG, GIF, BMP or WebP file; choose another image.");

        (await visitor.GetStringAsync(new Uri("/health", UriKind.Relative), Token)).ShouldBe("Healthy");
    }
}
