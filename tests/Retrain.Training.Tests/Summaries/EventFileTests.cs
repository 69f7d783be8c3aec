using Google.Protobuf;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Summaries;
using Retrain.Training.Summaries.Protos;

namespace Retrain.Training.Tests.Summaries;

/// <summary>Event files that TensorFlow wrote for retrain.py are read, and ours are like them.</summary>
public sealed class EventFileTests
{
    private const string OfTensorFlow1 = "reference/train_logs/quevedin_flowers_mobilenet_0.50_224_validation.tfevents";

    [Theory]
    [InlineData(OfTensorFlow1)]
    [InlineData("reference/train_logs/tf2.21_retrain_tiny/train/events.out.tfevents.1795530096.vm")]
    [InlineData("reference/train_logs/tf2.21_retrain_tiny/validation/events.out.tfevents.1795530096.vm")]
    public void FilesOfTensorFlowAreFramedAsOurs(string path)
    {
        using MemoryStream framed = new();
        foreach (byte[] record in EventRecords.Read(ReferenceData.PathOf(path)))
        {
            RecordFraming.Write(framed, record);
        }

        framed.ToArray().ShouldBe(File.ReadAllBytes(ReferenceData.PathOf(path)));
    }

    [Fact]
    public void FilesOfTensorFlowHaveOurFields()
    {
        foreach (byte[] record in EventRecords.Read(ReferenceData.PathOf(OfTensorFlow1)))
        {
            Event parsed = Event.Parser.ParseFrom(record);

            parsed.WhatCase.ShouldBeOneOf(Event.WhatOneofCase.FileVersion, Event.WhatOneofCase.Summary);
            parsed.WallTime.ShouldBeInRange(1.5e9, 1.6e9); // 2017 to 2020
            new Event(parsed).ToByteArray().ShouldBe(record, ignoreOrder: true);
            foreach (Summary.Types.Value value in parsed.Summary?.Value ?? [])
            {
                value.ValueCase.ShouldBe(
                    value.Tag.Contains("activations", StringComparison.Ordinal) || value.Tag.EndsWith("histogram", StringComparison.Ordinal)
                        ? Summary.Types.Value.ValueOneofCase.Histo
                        : Summary.Types.Value.ValueOneofCase.SimpleValue);
                (value.Histo?.Bucket.Sum() ?? 0).ShouldBe(value.Histo?.Num ?? 0);
            }
        }
    }
}
