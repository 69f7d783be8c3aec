using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

/// <summary>An app's messages speak of the image that it was sent, and not of a collection of them.</summary>
public sealed class ImageClassifierMessagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageClassifier classifier = SmallModel.Load();

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void AnUploadThatIsNotAnImage() => MessageOf("no photo"u8.ToArray(), "RT1003").ShouldBe(
        "The upload is not an image that can be read: not a JPEG, PNG, GIF, BMP or WebP file; choose another image.");

    [Fact]
    public void AnEmptyUpload() => MessageOf([], "RT1003").ShouldBe(
        "The upload is not an image that can be read: the file is empty; choose another image.");

    [Fact]
    public void AnUploadOfAnotherFormat() => MessageOf("%PDF-1.7"u8.ToArray(), "RT1003").ShouldBe(
        "The upload is not an image that can be read: a PDF document, not a JPEG, PNG, GIF, BMP or WebP file; "
        + "export its pictures as JPEG or PNG.");

    [Fact]
    public void ATruncatedUpload()
    {
        byte[] photo = DrawnPhotos.Draw(category: 1, seed: 1);

        MessageOf(photo[..(photo.Length / 2)], "RT1003").ShouldMatch(
            "^The upload is not an image that can be read: .*; choose another image.$");
    }

    [Fact]
    public void AnUploadOfTooManyPixels() => MessageOf(ClaimedSize.OfDeepPng(20_000, 20_000, isInterlaced: false), "RT1004").ShouldBe(
        "The upload has too many pixels: 20000 x 20000, and the limit is 100 megapixels; choose a smaller image.");

    [Fact]
    public async Task AFileOfTheAppsOwn()
    {
        string path = folder.Write("text.jpg", "no photo"u8).PathOf("text.jpg");
        const string Message = "The file is not an image that can be read: not a JPEG, PNG, GIF, BMP or WebP file; choose another image.";

        Should.Throw<RetrainException>(() => classifier.Classify(path)).Diagnostic.Message.ShouldBe(Message);
        Should.Throw<RetrainException>(() => classifier.Classify([path])).Diagnostic.Message.ShouldBe(Message);
        (await Should.ThrowAsync<RetrainException>(() => classifier.ClassifyAsync(path, TestContext.Current.CancellationToken)))
            .Message.ShouldBe($"{path} : error RT1003: {Message}");
    }

    [Fact]
    public async Task AFileThatVanished()
    {
        string path = folder.PathOf("gone.jpg");

        RetrainException read = Should.Throw<RetrainException>(() => classifier.Classify(path));
        RetrainException readAsync = await Should.ThrowAsync<RetrainException>(
            () => classifier.ClassifyAsync(path, TestContext.Current.CancellationToken));

        read.Diagnostic.Code.ShouldBe("RT1005");
        read.Diagnostic.Message.ShouldMatch("^The file cannot be read: Could not find file .*; check its name and permissions.$");
        readAsync.Message.ShouldBe(read.Message);
    }

    [Fact]
    public void TheCauseIsKeptForLogs() =>
        Should.Throw<RetrainException>(() => classifier.Classify("no photo"u8.ToArray())).InnerException.ShouldBeOfType<RetrainException>()
            .Diagnostic.Message.ShouldBe("not a JPEG, PNG, GIF, BMP or WebP file; replace it or leave it out.");

    private string MessageOf(byte[] upload, string code)
    {
        using MemoryStream stream = new(upload);
        Retrain.Runtime.Diagnostics.Diagnostic ofBytes = Should.Throw<RetrainException>(() => classifier.Classify(upload)).Diagnostic;
        Should.Throw<RetrainException>(() => classifier.Classify(stream)).Diagnostic.ShouldBe(ofBytes);
        ofBytes.Code.ShouldBe(code);
        ofBytes.Origin.ShouldBeNull();
        return ofBytes.Message;
    }
}
