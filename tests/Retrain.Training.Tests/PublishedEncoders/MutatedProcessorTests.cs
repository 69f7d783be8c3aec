using System.Text;
using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.PublishedEncoders;

namespace Retrain.Training.Tests.PublishedEncoders;

public sealed class MutatedProcessorTests
{
    [Fact]
    public void MutatedFilesGiveAPreprocessingOrARetrainException()
    {
        string[] files = Directory.GetFiles(ReferenceData.PathOf("reference/hf_processors"), "*.json", SearchOption.AllDirectories);
        string[] values =
        [
            "null", "true", "-1", "0", "1e999", "-0.0", "1e-320", "9223372036854775808", "10001", "\"\"", "\"\\ud800\"", "[]", "{}",
            "[1,2,3,4]", "[[[]]]", "{\"height\":0}", "{\"shortest_edge\":1e9}", "[null,1,2]", "NaN", "",
        ];
        Random random = new(1);
        using TemporaryFolder folder = new();
        for (int i = 0; i < 4000; i++)
        {
            string source = files[random.Next(files.Length)];
            string mutant = folder.PathOf(Path.GetFileName(source));
            File.WriteAllBytes(mutant, Mutated(File.ReadAllText(source)));
            try
            {
                if (ProcessorFile.Read([mutant], _ => { }) is { } read)
                {
                    read.Value.WidthPixels.ShouldBeInRange(1, ImagePreprocessor.LargestSidePixels);
                    read.Value.HeightPixels.ShouldBeInRange(1, ImagePreprocessor.LargestSidePixels);
                    read.Value.Resize.WidthPixels.ShouldBeInRange(0, ImagePreprocessor.LargestSidePixels);
                    read.Value.Normalization.IsUsable.ShouldBeTrue();
                }
            }
            catch (RetrainException exception)
            {
                exception.Diagnostic.Code.ShouldBeOneOf("RT2057", "RT2058", "RT2059", "RT2060");
                exception.Diagnostic.Origin.ShouldBe(mutant);
            }
        }

        // A value, a byte, or the end of the file is another one.
        byte[] Mutated(string json)
        {
            int colon = json.IndexOf(": ", random.Next(json.Length - 2), StringComparison.Ordinal);
            int end = colon < 0 ? -1 : json.IndexOfAny([',', '\n'], colon);
            byte[] bytes = Encoding.UTF8.GetBytes(
                end < 0 ? json : $"{json[..(colon + 2)]}{values[random.Next(values.Length)]}{json[end..]}");
            switch (random.Next(4))
            {
                case 0:
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    return bytes;
                case 1:
                    return bytes[..random.Next(bytes.Length)];
                default:
                    return bytes;
            }
        }
    }
}
