using Microsoft.Playwright;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

/// <summary>The programs in docs/serving.md give the probabilities that label_image gives.</summary>
public sealed class ServingTests(ServedModel model, SharedBrowser browser) : IClassFixture<ServedModel>
{
    [Theory]
    [InlineData("ONNX Runtime in Python", true, "onnxruntime", "PIL")]
    [InlineData("OpenCV", true, "cv2", "PIL")]
    [InlineData("TensorFlow", false, "tensorflow", "PIL")]
    [InlineData("TensorFlow Lite", false, "tensorflow", "PIL")]
    public async Task PythonProgramPrintsWhatLabelImagePrints(string heading, bool installedInCi, params string[] modules)
    {
        string python = await Engines.RequirePythonAsync(installedInCi, modules);
        model.Write("photo.py", ServingPage.ProgramOf("Preparing a photo"));
        string program = model.Write("serve.py", ServingPage.ProgramOf(heading));
        foreach (string photo in model.Photos)
        {
            model.Use(photo);

            ToolRun run = await ChildProcess.RunAsync(python, [program], [], TestContext.Current.CancellationToken, model.Folder);

            model.ShouldBePrinted(run.ShouldSucceed().Output, photo);
        }
    }

    [Fact]
    public async Task BrowserShowsWhatLabelImagePrints()
    {
        using LoopbackSite site = new(FilesOf(Engines.RequireOnnxRuntimeWeb()));
        IPage page = await browser.OpenAsync();
        List<string> complaints = [];
        page.PageError += (_, message) => complaints.Add(message);
        await page.GotoAsync($"{site.Address}index.html");
        await page.WaitForFunctionAsync("document.querySelector('input').onchange !== null");
        foreach (string photo in model.Photos)
        {
            await page.EvaluateAsync("document.querySelector('pre').textContent = ''");
            await page.SetInputFilesAsync("input", photo);

            await page.WaitForFunctionAsync("document.querySelector('pre').textContent");

            model.ShouldBePrinted((await page.TextContentAsync("pre"))!, photo);
        }

        complaints.ShouldBeEmpty();
        await page.CloseAsync();
    }

    private Dictionary<string, string> FilesOf(string onnxRuntimeWeb)
    {
        Dictionary<string, string> files = Directory.EnumerateFiles(Path.Combine(onnxRuntimeWeb, "dist"))
            .ToDictionary(path => $"/node_modules/onnxruntime-web/dist/{Path.GetFileName(path)}");
        files["/index.html"] = model.Write("index.html", ServingPage.ProgramOf("ONNX Runtime in a browser"));
        files["/flowers.onnx"] = Path.Combine(model.Folder, "flowers.onnx");
        files["/flowers.txt"] = Path.Combine(model.Folder, "flowers.txt");
        return files;
    }
}
