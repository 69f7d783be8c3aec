using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Buckets of Swift's S3 API, and the environment in which a process finds them.</summary>
internal static class S3Bucket
{
    private const string AccessKey = "test:tester";
    private const string RightSecret = "testing";

    /// <summary>Makes a bucket; skips the calling test where Swift does not run.</summary>
    /// <returns>Its address.</returns>
    public static async Task<string> MakeAsync()
    {
        string name = $"retrain-{Guid.NewGuid():N}";
        AmazonS3Config config = new() { ServiceURL = CacheEngine.Swift.Require().Address("http"), ForcePathStyle = true };
        using AmazonS3Client client = new(new BasicAWSCredentials(AccessKey, RightSecret), config);
        await client.PutBucketAsync(new PutBucketRequest { BucketName = name }, TestContext.Current.CancellationToken);
        return $"s3://{name}";
    }

    public static Dictionary<string, string?> Environment(string address, string secret = RightSecret) => new()
    {
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = secret,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ENDPOINT_URL"] = CacheEngine.Swift.Address("http"),
        ["RETRAIN_CACHE_URL"] = address,
        ["RETRAIN_CACHE_PATIENCE"] = "300",
    };
}
