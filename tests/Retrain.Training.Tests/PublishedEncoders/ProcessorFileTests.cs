using System.Globalization;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.PublishedEncoders;

namespace Retrain.Training.Tests.PublishedEncoders;

public sealed class ProcessorFileTests
{
    private const string Half = "127.5 127.5";
    private const string ImageNet = "123.675,116.28,103.53 58.395,57.12,57.375";
    private const string Clip = "122.770935,116.74601,104.093735 68.500534,66.63216,70.323166";
    private const string Levels = "0 255";

    [Theory]
    [InlineData("hf_processors/beit_old_style", "224x224 Exact 224x224 Bilinear " + Half)]
    [InlineData("hf_processors/bit_defaults", "224x224 ShorterEdge 224x224 Bicubic " + Clip)]
    [InlineData("hf_processors/bit_lanczos", "224x224 ShorterEdge 240x240 Lanczos " + ImageNet)]
    [InlineData("hf_processors/blip_384", "384x384 Exact 384x384 Bicubic " + Clip)]
    [InlineData("hf_processors/clip_old_style", "224x224 ShorterEdge 224x224 Bicubic " + Clip)]
    [InlineData("hf_processors/convnext_384", "384x384 Exact 384x384 Bicubic " + ImageNet)]
    [InlineData("hf_processors/convnext_defaults_224", "224x224 ShorterEdge 256x256 Bicubic " + Half)]
    [InlineData("hf_processors/convnext_old_style", "224x224 ShorterEdge 256x256 Bicubic " + ImageNet)]
    [InlineData("hf_processors/dinov3", "224x224 Exact 224x224 Bilinear " + ImageNet + " fractions")]
    [InlineData(
        "hf_processors/efficientnet_nearest_twice",
        "224x224 Exact 224x224 Nearest 123.675,116.28,103.53 58.395,57.120003,57.374996")]
    [InlineData("hf_processors/efficientnet_offset", "240x240 Exact 240x240 Bicubic 127.5 127.5")]
    [InlineData("hf_processors/levit_old_style", "224x224 ShorterEdge 256x256 Bicubic " + ImageNet)]
    [InlineData("hf_processors/mobilenet_v1", "224x224 ShorterEdge 256x256 Bilinear " + Half)]
    [InlineData("hf_processors/mobilenet_v2", "224x224 ShorterEdge 256x256 Bilinear " + Half)]
    [InlineData("hf_processors/mobilevit_defaults_padded", "256x256 ShorterEdge 224x224 Bicubic " + Levels + " Bgr")]
    [InlineData("hf_processors/mobilevit_old_style", "256x256 ShorterEdge 288x288 Bilinear " + Levels + " Bgr")]
    [InlineData("hf_processors/open_clip_longest", "224x224 Fit 224x224 Bicubic " + Clip + " Torchvision")]
    [InlineData("hf_processors/open_clip_shortest", "224x224 ShorterEdge 224x224 Bicubic " + Clip + " Torchvision")]
    [InlineData("hf_processors/open_clip_squash", "256x256 Exact 256x256 Bilinear " + Levels + " Torchvision")]
    [InlineData("hf_processors/poolformer", "224x224 ShorterEdge 248x248 Bicubic " + ImageNet)]
    [InlineData("hf_processors/pvt", "224x224 Exact 224x224 Bilinear " + ImageNet)]
    [InlineData("hf_processors/siglip_384", "384x384 Exact 384x384 Bicubic " + Half)]
    [InlineData("hf_processors/siglip_number", "224x224 ShorterEdge 224x224 Bicubic " + Half)]
    [InlineData("hf_processors/timm_bare", "192x192 ShorterEdge 219x219 Bicubic " + ImageNet + " Torchvision")]
    [InlineData("hf_processors/timm_defaults", "224x224 ShorterEdge 256x256 Bicubic " + ImageNet + " Torchvision")]
    [InlineData("hf_processors/timm_squash", "256x256 Exact 256x256 Bicubic " + Half + " Torchvision")]
    [InlineData("hf_processors/timm_squash_crop", "224x224 Exact 248x248 Bicubic " + ImageNet + " Torchvision")]
    [InlineData("hf_processors/timm_test_size", "224x224 ShorterEdge 235x235 Bicubic " + ImageNet + " Torchvision")]
    [InlineData("hf_processors/timm_wide", "192x256 Cover 213x284 Bicubic " + ImageNet + " Torchvision")]
    [InlineData("hf_processors/vit_defaults", "224x224 Exact 224x224 Bilinear " + Half)]
    [InlineData("hf_models/clip_vision_with_projection", "224x224 ShorterEdge 224x224 Bicubic " + Clip)]
    [InlineData("hf_models/convnext_feature_extraction", "224x224 ShorterEdge 235x235 Bicubic " + ImageNet)]
    [InlineData("hf_models/dinov2_feature_extraction", "224x224 ShorterEdge 256x256 Bicubic " + ImageNet)]
    [InlineData("hf_models/dinov2_old_style_size", "224x224 Exact 224x224 Bicubic " + ImageNet)]
    [InlineData("hf_models/mobilevit_bgr", "256x256 ShorterEdge 288x288 Bilinear " + Levels + " Bgr")]
    [InlineData("hf_models/resnet_quantized_static", "224x224 ShorterEdge 256x256 Bicubic " + ImageNet)]
    [InlineData("hf_models/timm_classifier", "224x224 ShorterEdge 248x248 Bicubic " + ImageNet + " Torchvision")]
    public void APublishedFileGivesThePreprocessingOfItsOwnReader(string folder, string expected)
    {
        EncoderFiles files = EncoderFiles.Of(ReferenceData.PathOf($"reference/{folder}"));

        TextOf(ProcessorFile.Read(files.Processors, _ => { })!.Value).ShouldBe(expected);
        File.Exists(files.Graph).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"image_processor_type": "DeiTImageProcessor"}""", "224x224 Exact 256x256 Bicubic " + Half)]
    [InlineData("""{"image_processor_type": "FlavaImageProcessor"}""", "224x224 Exact 224x224 Bicubic " + Clip)]
    [InlineData("""{"image_processor_type": "BeitImageProcessorFast"}""", "224x224 Exact 224x224 Bicubic " + Half)]
    [InlineData("""{"image_processor_type": "SiglipImageProcessor"}""", "224x224 Exact 224x224 Bicubic " + Half)]
    [InlineData("""{"image_processor_type": "ChineseCLIPImageProcessor"}""", "224x224 ShorterEdge 224x224 Bicubic " + Clip)]
    [InlineData("""{"image_processor_type": "SegformerImageProcessor", "do_center_crop": true}""",
        "512x512 Exact 512x512 Bilinear " + ImageNet)]
    [InlineData("""{"image_processor_type": "PoolFormerImageProcessor", "size": {"height": 180, "width": 180}}""",
        "224x224 ShorterEdge 200x200 Bicubic " + ImageNet)]
    [InlineData("""{"image_processor_type": "LevitImageProcessor", "size": {"height": 200, "width": 210}, "crop_size": [96, 128]}""",
        "96x128 Exact 200x210 Bicubic " + ImageNet)]
    [InlineData("""{"image_processor_type": "ConvNextImageProcessor", "size": 224, "do_center_crop": true, "crop_size": 200}""",
        "200x200 ShorterEdge 256x256 Bicubic " + Half + " first 224x224")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "do_resize": false, "do_center_crop": true, "crop_size": 96}""",
        "96x96 None 0x0 Bilinear " + Half)]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "do_rescale": false, "do_normalize": false, "size": 64}""",
        "64x64 Exact 64x64 Bilinear 0 1")]
    [InlineData("""{"image_processor_type": "MobileViTImageProcessor", "do_flip_channel_order": false, "image_mean": [1, 2, 3]}""",
        "256x256 ShorterEdge 224x224 Bicubic " + Levels)]
    [InlineData("""{"image_processor_type": "EfficientNetImageProcessor", "do_normalize": false, "image_std": 0.5}""",
        "346x346 Exact 346x346 Bicubic 0 127.5")]
    public void EachClassHasItsOwnDefaults(string json, string expected) =>
        TextOf(Read("preprocessor_config.json", json, [])!.Value).ShouldBe(expected);

    [Theory]
    [InlineData("Siglip2ImageProcessor")]
    [InlineData("PerceiverImageProcessor")]
    [InlineData("PPLCNetImageProcessor")]
    [InlineData("ImageGPTFeatureExtractor")]
    [InlineData("WhisperFeatureExtractor")]
    [InlineData("ViT")]
    public void AClassThatIsNotKnownIsNamedWithTheFlagsToGive(string name)
    {
        Diagnostic problem = Refused("preprocessor_config.json", $$"""{"image_processor_type": "{{name}}"}""");

        problem.Code.ShouldBe("RT2059");
        problem.Message.ShouldContain($"'{name}'");
        problem.Message.ShouldContain("--resize, --filter, --input_mean and --input_std");
    }

    [Theory]
    [InlineData("""{}""", "RT2059", "image_processor_type")]
    [InlineData("""{"image_processor_type": 3}""", "RT2058", "image_processor_type")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "resample": 6}""", "RT2058", "resample")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "resample": "bicubic"}""", "RT2058", "resample")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": {"longest_edge": 224}}""", "RT2058", "size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": [224, 224]}""", "RT2058", "size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": 100000}""", "RT2058", "size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": {"height": 1e300, "width": 2}}""", "RT2058", "size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": 0}""", "RT2058", "size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": {"shortest_edge": 224}}""", "RT2060", "size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "do_resize": false}""", "RT2060", "size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "do_center_crop": true}""", "RT2058", "crop_size")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "image_mean": [1, 2]}""", "RT2058", "image_mean")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "image_std": [0, 1, 1]}""", "RT2058", "image_std")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "image_std": [1e999, 1, 1]}""", "RT2058", "image_std")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "rescale_factor": 1e-300}""", "RT2058", "rescale_factor")]
    [InlineData("""{"image_processor_type": "ConvNextImageProcessor", "size": {"height": 224, "width": 224}}""", "RT2058", "size")]
    [InlineData("""{"image_processor_type": "ConvNextImageProcessor", "size": 224, "crop_pct": 1e-9}""", "RT2058", "crop_pct")]
    public void ABadFieldIsNamedWithItsFile(string json, string code, string field)
    {
        Diagnostic problem = Refused("preprocessor_config.json", json);

        problem.Code.ShouldBe(code);
        problem.Message.ShouldContain($"'{field}'");
        Path.GetFileName(problem.Origin).ShouldBe("preprocessor_config.json");
    }

    [Theory]
    [InlineData("config.json", """{"pretrained_cfg": {"input_size": [1, 224, 224]}}""", "pretrained_cfg.input_size")]
    [InlineData("config.json", """{"pretrained_cfg": {"crop_mode": "middle"}}""", "pretrained_cfg.crop_mode")]
    [InlineData("config.json", """{"architecture": "t", "interpolation": "random"}""", "interpolation")]
    [InlineData("open_clip_config.json", """{"preprocess_cfg": {"resize_mode": "tallest"}}""", "preprocess_cfg.resize_mode")]
    [InlineData("open_clip_config.json", """{"model_cfg": {"vision_cfg": {"image_size": -1}}}""", "model_cfg.vision_cfg.image_size")]
    [InlineData("processor_config.json", """{"image_processor": {"image_processor_type": "ViTImageProcessor", "size": true}}""",
        "image_processor.size")]
    public void AFieldInsideAnObjectIsNamedByItsPath(string file, string json, string field)
    {
        Diagnostic problem = Refused(file, json);

        problem.Code.ShouldBe("RT2058");
        problem.Message.ShouldContain($"'{field}'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\": ")]
    [InlineData("{\"image_processor_type\": \"\\ud800\"}")]
    [InlineData("{\"\\udc00\": 1}")]
    public void AFileThatCannotBeReadIsNamed(string json) => Refused("preprocessor_config.json", json).Code.ShouldBe("RT2057");

    [Fact]
    public void DeepAndHugeFilesAreRefused()
    {
        string deep = new string('[', 100_000) + new string(']', 100_000);
        string huge = $$"""{"image_processor_type": "{{new string('x', 17 * 1024 * 1024)}}"}""";

        Refused("preprocessor_config.json", deep).Code.ShouldBe("RT2057");
        Refused("preprocessor_config.json", huge).Code.ShouldBe("RT2057");
    }

    [Fact]
    public void AMeanThatIsMissingIsSaidWithTheValueThatIsUsed()
    {
        List<Diagnostic> warnings = [];

        Read("preprocessor_config.json", """{"image_processor_type": "ViTImageProcessor", "image_std": [0.5, 0.5, 0.5]}""", warnings);

        Diagnostic warning = warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Severity).ShouldBe(("RT2063", Severity.Warning));
        warning.Message.ShouldContain("'image_mean'");
        warning.Message.ShouldContain("0.5, 0.5, 0.5");
    }

    [Fact]
    public void AConfigThatIsNotAProcessorIsSaid()
    {
        List<Diagnostic> warnings = [];

        Read("config.json", """{"model_type": "vit", "architecture": "x", "hidden_size": 3}""", warnings).ShouldBeNull();

        warnings.ShouldHaveSingleItem().Code.ShouldBe("RT2062");
    }

    [Fact]
    public void TheProcessorOfTransformersDecides()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.PathOf("model.onnx"), "");
        File.WriteAllText(folder.PathOf("config.json"), """{"pretrained_cfg": {"input_size": [3, 96, 96]}}""");
        File.WriteAllText(folder.PathOf("open_clip_config.json"), """{"model_cfg": {"vision_cfg": {"image_size": 64}}}""");
        Width().ShouldBe(64);
        File.WriteAllText(folder.PathOf("preprocessor_config.json"), """{"image_processor_type": "ViTImageProcessor", "size": 32}""");
        Width().ShouldBe(32);
        File.WriteAllText(
            folder.PathOf("processor_config.json"),
            """{"image_processor": {"image_processor_type": "ViTImageProcessor", "size": 48}, "processor_class": "x"}""");
        Width().ShouldBe(48);

        int Width() => ProcessorFile.Read(EncoderFiles.Of(folder.Path).Processors, _ => { })!.Value.WidthPixels;
    }

    private static PublishedPreprocessing? Read(string name, string json, List<Diagnostic> warnings)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.PathOf(name), json);
        return ProcessorFile.Read([folder.PathOf(name)], warnings.Add);
    }

    private static Diagnostic Refused(string name, string json) =>
        Should.Throw<RetrainException>(() => Read(name, json, [])).Diagnostic;

    private static string TextOf(Preprocessing value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.HeightPixels}x{value.WidthPixels} {value.Resize.Kind} {value.Resize.HeightPixels}x{value.Resize.WidthPixels} ")
        + $"{value.Filter} {value.Normalization.Mean} {value.Normalization.Std}"
        + (value.KeepsFractions ? " fractions" : "")
        + (value.Order is ChannelOrder.Bgr ? " Bgr" : "")
        + (value.Alignment is CropAlignment.Torchvision ? " Torchvision" : "")
        + (value.FirstCrop is (int height, int width) ? FormattableString.Invariant($" first {height}x{width}") : "");
}
