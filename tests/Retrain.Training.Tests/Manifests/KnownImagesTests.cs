using System.Text.Json;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Manifests;

namespace Retrain.Training.Tests.Manifests;

public sealed class KnownImagesTests
{
    // 12,288 are written at a time.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12_287)]
    [InlineData(12_288)]
    [InlineData(12_289)]
    [InlineData(40_000)]
    public void AreWrittenWholeHoweverManyThereAre(int count)
    {
        Digest[] digests = [.. Enumerable.Range(0, count).Select(i => Digest.Of(BitConverter.GetBytes(i)))];
        Category category = new("c", 0, "c", []);
        LabeledImage[] images = [.. digests.Select(digest => new LabeledImage(category, new ImageFile("x.jpg", "x.jpg"))
        {
            Content = new ImageContent(digest, 1),
        })];
        using MemoryStream file = new();
        using (Utf8JsonWriter json = new(file))
        {
            json.WriteStartObject();
            KnownImages.Write(json, images);
            json.WriteEndObject();
        }

        using JsonDocument written = JsonDocument.Parse(file.ToArray());
        written.RootElement.GetProperty("knownImages").GetBytesFromBase64().ShouldBe(
            digests.Select(digest => $"{digest}"[..8]).Distinct().Order(StringComparer.Ordinal).SelectMany(Convert.FromHexString));
    }
}
