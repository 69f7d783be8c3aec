using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Digests;
using Retrain.Training.Hubs;
using Retrain.Training.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.Tests.Hubs;

public sealed class ExternalDataTests(HubServer hub) : IClassFixture<HubServer>
{
    private readonly HubServer hub = hub.Running();

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

    [Fact]
    public void AHubsFilesAreHashedOnceForCheckAndDigest()
    {
        (byte[] model, byte[] data) = Split("model.onnx_data");
        hub.Publish("open/hashed", "model.onnx", [.. model, .. Padding(model.Length)]).Publish("open/hashed", "model.onnx_data", data)
            .Publish("open/hashed", "preprocessor_config.json", ReadReference("preprocessor_config.json"));
        HubRepository downloading = Repository("hf:open/hashed", nameof(AHubsFilesAreHashedOnceForCheckAndDigest));
        HubSnapshot snapshot = downloading.Open(TestContext.Current.CancellationToken);
        HubRepository cached = Repository("hf:open/hashed", nameof(AHubsFilesAreHashedOnceForCheckAndDigest));
        cached.Open(TestContext.Current.CancellationToken).ShouldBe(snapshot);

        foreach (HubRepository repository in new[] { downloading, cached })
        {
            repository.Digests[snapshot.Network].ShouldBe(Digest.Of(File.ReadAllBytes(snapshot.Network)));
            repository.Digests[$"{snapshot.Network}_data"].ShouldBe(Digest.Of(data));
        }

        Load(cached.Digests).ShouldBe(Load(null));

        // What is known is not computed again.
        Load(new Dictionary<string, Digest> { [snapshot.Network] = Digest.Of(data) }).ShouldNotBe(Load(null));

        Digest Load(IReadOnlyDictionary<string, Digest>? digests) =>
            BackboneFile.Load(new BackboneOptions { Architecture = "hf:open/hashed" }, _ => { }, snapshot, digests).Digest;
    }

    [Fact]
    public void DataThatIsMissingOrTooShortIsNamed()
    {
        (byte[] model, byte[] data) = Split("weights.bin");
        using TemporaryFolder folder = new();
        folder.Write("model.onnx", model).Write("preprocessor_config.json", ReadReference("preprocessor_config.json"));

        Problem(folder).ShouldContain("RT2076");
        Problem(folder).ShouldContain("the file 'weights.bin' does not exist");
        folder.Write("weights.bin", data.AsSpan(..^1));
        Problem(folder).ShouldContain("RT2076");
        Problem(folder).ShouldContain($"'weights.bin' has only {data.Length - 1}");
        folder.Write("weights.bin", data);
        BackboneFile.Load(new BackboneOptions { Architecture = folder.Path }, _ => { }).BottleneckLength.ShouldBe(64);
    }

    [Fact]
    public void DataOfMoreThanTwoGigabytesIsRefusedBeforeItIsRead()
    {
        (byte[] model, _) = Split("weights.bin", lengthBytes: 1L << 31);
        using TemporaryFolder folder = new();
        folder.Write("model.onnx", model).Write("preprocessor_config.json", ReadReference("preprocessor_config.json"));
        using (FileStream sparse = File.Create(folder.PathOf("weights.bin")))
        {
            sparse.SetLength(3L << 30);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Problem(folder).ShouldContain("RT2077");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000_000);
    }

    private static string Problem(TemporaryFolder folder) => Should.Throw<RetrainException>(
        () => BackboneFile.Load(new BackboneOptions { Architecture = folder.Path }, _ => { })).Message;

    // A field that no reader knows (number 99), so that the hub counts the file as a large one, which has a SHA-256.
    private static byte[] Padding(int lengthBytes)
    {
        const int LargeBytes = 110_000;
        int content = Math.Max(1, LargeBytes - lengthBytes);
        byte[] length = [(byte)((content & 0x7F) | 0x80), (byte)(((content >> 7) & 0x7F) | 0x80), (byte)(content >> 14)];
        return [0x9A, 0x06, .. length, .. new byte[content]];
    }

    private static byte[] ReadReference(string file) =>
        File.ReadAllBytes(ReferenceData.PathOf($"reference/hf_models/resnet_feature_extraction/{file}"));

    private static (byte[] Model, byte[] Data) Split(string location, long? lengthBytes = null)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(ReadReference("model.onnx"));
        using MemoryStream data = new();
        foreach (TensorProto tensor in model.Graph.Initializer.Where(tensor => tensor.RawData.Length > 100))
        {
            (string Key, long Value)[] place = [("offset", data.Length), ("length", lengthBytes ?? tensor.RawData.Length)];
            tensor.RawData.WriteTo(data);
            tensor.ClearRawData();
            tensor.DataLocation = DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
            tensor.ExternalData.AddRange(
                place.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = FormattableString.Invariant($"{pair.Value}") }));
        }

        return (model.ToByteArray(), data.ToArray());
    }

    private HubSnapshot Open(string address, string test) => Repository(address, test).Open(TestContext.Current.CancellationToken);

    private HubRepository Repository(string address, string test) => new(HubAddress.Parse(address), hub.Settings(test), _ => { });
}
