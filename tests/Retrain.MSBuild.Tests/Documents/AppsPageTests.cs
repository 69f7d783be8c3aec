using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

/// <summary>The web apps of docs/apps.md, built from the packages and asked by visitors.</summary>
public sealed class AppsPageTests(PackedPackages packages)
{
    private const string Extensions =
        $"""<ItemGroup><PackageReference Include="Retrain.Extensions" Version="{PackedPackages.Version}" /></ItemGroup>""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheWebAppsAnswerPhotosAndRefuseOtherFiles()
    {
        CodeBlock[] programs = [.. MarkdownPage.At("docs/apps.md").Blocks.Where(block => block.Language == "csharp")];
        programs.Length.ShouldBe(3);
        using UserProject app = await UserProject.RestoringAsync(
            packages, ProjectText.With(ProjectText.Flowers + Extensions, sdk: "Microsoft.NET.Sdk.Web"), "WebApp.csproj");
        app.Write("Program.cs", programs[0].Text);
        (await app.BuildAsync()).ShouldTrain();
        using (WebServer server = await WebServer.StartAsync(app.Folder, "WebApp", BuildEnvironment.Offline(app.CacheDir)))
        {
            await AskForLabelsAsync(app, server);
        }

        // The other two in one app, whose photos lie beside it.
        File.Copy(app.PathOf("photos/squares/3.jpg"), app.PathOf("holiday.jpg"));
        File.Copy(app.PathOf("photos/circles/3.jpg"), app.PathOf("beach.jpg"));
        app.Write("Program.cs", programs[2].Text.Replace(
            "\nWebApplicationBuilder builder", $"\n{programs[1].Text}\nWebApplicationBuilder builder", StringComparison.Ordinal));
        (await app.BuildAsync()).ShouldNotTrain();
        using WebServer embedding = await WebServer.StartAsync(app.Folder, "WebApp", BuildEnvironment.Offline(app.CacheDir));
        await AskForEmbeddingsAsync(app, embedding);
    }

    private static async Task AskForEmbeddingsAsync(UserProject app, WebServer server)
    {
        using HttpClient visitor = new() { BaseAddress = new Uri(server.Address) };
        using ByteArrayContent photo = new(await File.ReadAllBytesAsync(app.PathOf("photos/squares/3.jpg"), Token));
        using HttpResponseMessage answer = await visitor.PostAsync(new Uri("/embed", UriKind.Relative), photo, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using JsonDocument embedding = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        embedding.RootElement.GetProperty("modelId").GetString().ShouldBe("efficientnet_lite0");
        embedding.RootElement.GetProperty("vector").GetArrayLength().ShouldBe(1280);

        using StringContent text = new("no photo");
        using HttpResponseMessage refusal = await visitor.PostAsync(new Uri("/embed", UriKind.Relative), text, Token);
        refusal.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refusal.Content.ReadFromJsonAsync<string>(Token)).ShouldNotBeNull().ShouldStartWith("The upload is not an image");
    }

    private static async Task AskForLabelsAsync(UserProject app, WebServer server)
    {
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
