using Retrain.Runtime;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Tests.SharedCaches;

public static class StoreAddressTests
{
    [Theory]
    [InlineData("https://cache.example.com/retrain/", "https://cache.example.com/retrain")]
    [InlineData("http://me:secret@cache:8080", "http://cache:8080")]
    [InlineData("https://cache/x?sig=secret", "https://cache/x")]
    [InlineData("s3://bucket/a/b/", "s3://bucket/a/b")]
    [InlineData("s3://bucket", "s3://bucket")]
    public static void NamesAStoreWithoutItsSecrets(string address, string name)
    {
        using SharedStore store = StoreAddress.Open(address);

        store.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("file:///mnt/team%20photos", "/mnt/team photos")]
    [InlineData("/mnt/team/", "/mnt/team/")]
    public static void NamesAFolder(string address, string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a full path there begins with a drive");
        using SharedStore store = StoreAddress.Open(address);

        store.Name.ShouldBe(path);
    }

    [Theory]
    [InlineData("team")]
    [InlineData("../team")]
    [InlineData("ftp://me:secret@cache/x")]
    [InlineData("htps//me:se@cret@cache")]
    [InlineData("http://")]
    [InlineData("s3://")]
    [InlineData("s3://key:secret@bucket")]
    [InlineData("\n")]
    [InlineData("file:///tmp/x/%00x")]
    [InlineData("/tmp/\0x")]
    public static void RefusesWhatIsNoAddress(string address)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => StoreAddress.Open(address));

        exception.Diagnostic.Code.ShouldBe("RT4070");
        exception.Diagnostic.ToString().ShouldNotContain("cret");
    }
}
