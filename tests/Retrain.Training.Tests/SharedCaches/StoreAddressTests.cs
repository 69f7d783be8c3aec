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
    [InlineData("s3://my.bucket-name", "s3://my.bucket-name")]
    [InlineData("S3://My_Bucket/pre fix/100%25/", "s3://My_Bucket/pre fix/100%25")]
    [InlineData("s3://bucket//a//b//", "s3://bucket/a//b")]
    [InlineData(" HTTPS://cache.example.com/// ", "https://cache.example.com")]
    [InlineData("http://[::1]:8080/x", "http://[::1]:8080/x")]
    [InlineData("http://me:pa ss%40%3A@cache/x", "http://cache/x")]
    [InlineData("http://cache/a b/c%2Fd", "http://cache/a%20b/c%2Fd")]
    public static void NamesAStoreWithoutItsSecrets(string address, string name)
    {
        using SharedStore store = StoreAddress.Open(address);

        store.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("file:///mnt/team%20photos", "/mnt/team photos")]
    [InlineData("/mnt/team/", "/mnt/team/")]
    [InlineData("/mnt/a#b?c%20d", "/mnt/a#b?c%20d")]
    [InlineData("file://localhost/mnt/team%20photos", "/mnt/team photos")]
    [InlineData("file:///mnt/a%23b%3Fc", "/mnt/a#b?c")]
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
    [InlineData("file:mnt/team")]
    [InlineData("~/team")]
    [InlineData("http://[::1")]
    [InlineData("http://cache:99999")]
    [InlineData("s3:///prefix")]
    [InlineData("s3://bucket:80/prefix")]
    [InlineData("s3://bucket/a\nb")]
    [InlineData("gs://bucket?sig=secret")]
    [InlineData("/tmp/\0x")]
    public static void RefusesWhatIsNoAddress(string address)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => StoreAddress.Open(address));

        exception.Diagnostic.Code.ShouldBe("RT4070");
        exception.Diagnostic.ToString().ShouldNotContain("cret");
    }

    [Theory]
    [InlineData("http://me:s@cret@cache/x", "write %40 for an @ in a password")]
    [InlineData("file://host/share", "mount the share, and give the path where it is mounted, or write three slashes before a path")]
    [InlineData("http://ann:p/ss@host", "write %2F for a / in a password")]
    [InlineData("https://ann:p#ss@host/x", "write %23 for a # in a password")]
    [InlineData("https://ann:s/a?b@cret@host/x", "write %40 for an @ and %2F for a / and %3F for a ? in a password")]
    [InlineData("file:///mnt/a#b", "write %3F for a ? and %23 for a #")]
    [InlineData("file:///mnt/a?b", "write %3F for a ? and %23 for a #")]
    [InlineData("https://cache/x#y", "write %23 for a #")]
    [InlineData("s3://bucket/x?region=secret", "region and endpoint of S3 are those in AWS_REGION and AWS_ENDPOINT_URL")]
    [InlineData("s3://bucket/../x", "leave out the . and .. in it")]
    public static void SaysWhatToDoAboutAnAddress(string address, string advice)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && address.StartsWith("file://host", StringComparison.Ordinal), "a share there");
        RetrainException exception = Should.Throw<RetrainException>(() => StoreAddress.Open(address));

        exception.Diagnostic.Code.ShouldBe("RT4070");
        exception.Diagnostic.Message.ShouldEndWith($"; {advice}.");
        exception.Diagnostic.ToString().ShouldNotContain("cret");
    }
}
