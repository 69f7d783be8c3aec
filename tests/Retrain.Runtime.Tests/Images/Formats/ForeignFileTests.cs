using System.Text;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Tests.Images.Formats;

public sealed class ForeignFileTests
{
    [Theory]
    [InlineData("", "the file is empty; replace it")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 1\n", "a Git LFS pointer, not a", "; run 'git lfs pull'")]
    [InlineData("<!DOCTYPE html><html>404</html>", "an HTML page, not a", "; download the image itself.")]
    [InlineData("\uFEFF\n <svg/>", "an SVG drawing, not a", "; export it as PNG.")]
    [InlineData("<?xml version='1.0'?><!-- a sign --><svg/>", "an SVG drawing, not a", "; export it as PNG.")]
    [InlineData("<?xml version='1.0'?><Error/>", "an XML document, not a")]
    [InlineData("%PDF-1.7", "a PDF document, not a", "; export its pictures as JPEG or PNG.")]
    [InlineData("\0\0\0\u0018ftypheic", "a HEIC photo, not a", "; convert it to JPEG or PNG; Most")]
    [InlineData("\0\0\0\u001Cftypmif1\0\0\0\0mif1heic", "a HEIC photo, not a")]
    [InlineData("\0\0\0\u0018ftypavif", "an AVIF image, not a", "; convert it to JPEG or PNG.")]
    [InlineData("\0\0\0\u001Cftypmif1\0\0\0\0mif1avif", "an AVIF image, not a")]
    [InlineData("\0\0\0\u0018ftypisom", "a video, not a")]
    [InlineData("II*\0", "a TIFF or raw camera image, not a", "; convert it to JPEG or PNG.")]
    [InlineData("\0\0\0\u000CJXL \r\n", "a JPEG XL image, not a")]
    [InlineData("just some notes", "not a JPEG, PNG, GIF, BMP or WebP file; replace it")]
    public void AFileThatIsNotAnImageIsNamedWithWhatToDo(string content, string reason, string remedy = "")
    {
        byte[] encoded = Encoding.UTF8.GetBytes(content);

        RetrainException exception = Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded, "photo.jpg"));

        exception.Diagnostic.Code.ShouldBe("RT1003");
        exception.Diagnostic.Message.ShouldStartWith(reason);
        exception.Diagnostic.Message.ShouldContain(remedy);
    }
}
