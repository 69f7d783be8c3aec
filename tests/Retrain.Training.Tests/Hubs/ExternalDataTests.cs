using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Hubs;
using Retrain.Training.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.Tests.Hubs;

public sealed class ExternalDataTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public void DataIsDownloadedAndTakenIntoTheModel()
    {
        (byte[] model, byte[] data) = Split("model.onnx_data");
        hub.Publish("open/apart", "onnx/model.onnx", model).Publish("open/apart", "onnx/model.onnx_data", data)
            .Publish("open/apart", "preprocessor_config.json", ReadReference("preprocessor_config.json"));

        HubSnapshot snapshot = Open("hf:open/apart", nameof(DataIsDownloadedAndTakenIntoTheModel));
        Backbone backbone = BackboneFile.Load(new BackboneOptions { Architecture = "hf:open/apart" }, _ => { }, snapshot);
        Backbone whole = BackboneFile.Load(
            new BackboneOptions { Architecture = ReferenceData.PathOf("reference/hf_models/resnet_feature_extraction") }, _ => { });

        (backbone.Name, backbone.Commit).ShouldBe(("open/apart", snapshot.Commit));
        backbone.Digest.ShouldNotBe(whole.Digest);
        OnnxModel read = OnnxModel.Parse(((OnnxModel)backbone.Graph).Definition.ToByteArray(), origin: null);
        read.Definition.Graph.Initializer.Select(tensor => tensor.RawData)
            .ShouldBe(((OnnxModel)whole.Graph).Definition.Graph.Initializer.Select(tensor => tensor.RawData));
    }

    [Theory]
    [InlineData("../model.onnx_data")]
    [InlineData("/etc/passwd")]
    [InlineData("folder/data")]
    [InlineData("..")]
    public void DataElsewhereIsRefused(string location)
    {
        (byte[] model, _) = Split(location);
        string repository = $"open/elsewhere{location.Length}";
        hub.Publish(repository, "model.onnx", model);

        Should.Throw<RetrainException>(() => Open($"hf:{repository}", nameof(DataElsewhereIsRefused))).Message.ShouldContain("RT2075");
    }

    private static byte[] ReadReference(string file) =>
        File.ReadAllBytes(ReferenceData.PathOf($"reference/hf_models/resnet_feature_extraction/{file}"));

    private static (byte[] Model, byte[] Data) Split(string location)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(ReadReference("model.onnx"));
        using MemoryStream data = new();
        foreach (TensorProto tensor in model.Graph.Initializer.Where(tensor => tensor.RawData.Length > 100))
        {
            (string Key, long Value)[] place = [("offset", data.Length), ("length", tensor.RawData.Length)];
            tensor.RawData.WriteTo(data);
            tensor.ClearRawData();
            tensor.DataLocation = DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
            tensor.ExternalData.AddRange(
                place.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = FormattableString.Invariant($"{pair.Value}") }));
        }

        return (model.ToByteArray(), data.ToArray());
    }

    private HubSnapshot Open(string address, string test) =>
        new HubRepository(HubAddress.Parse(address), hub.Settings(test), _ => { }).Open(TestContext.Current.CancellationToken);
}
