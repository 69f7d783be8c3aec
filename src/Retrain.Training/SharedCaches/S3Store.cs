using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Retrain.Training.Downloads;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// A bucket of S3, or of a server that speaks its language. Endpoint, region and credentials are those that Amazon's SDK finds.
/// </summary>
internal sealed class S3Store : SharedStore
{
    private readonly string bucket;
    private readonly string prefix;
    private readonly Lazy<Task<AmazonS3Client>> client;

    /// <param name="bucket">The name of the bucket.</param>
    /// <param name="prefix">The beginning of all names in it, without a slash at its end; empty for none.</param>
    public S3Store(string bucket, string prefix)
    {
        this.bucket = bucket;
        this.prefix = prefix;
        client = new(() => Task.Run(Connect));
    }

    public override string Name => prefix.Length > 0 ? $"s3://{bucket}/{prefix}" : $"s3://{bucket}";

    public override async Task<byte[]?> ReadAsync(StoredObject item, int mostBytes, CancellationToken cancellationToken) =>
        await RunAsync<byte[]?>(async connected =>
        {
            try
            {
                using GetObjectResponse response =
                    await connected.GetObjectAsync(bucket, KeyOf(item), cancellationToken).ConfigureAwait(false);
                return await ReadAsync(response, mostBytes, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey"
                || (exception.StatusCode is HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket"))
            {
                return null;
            }
        }, cancellationToken).ConfigureAwait(false);

    public override async Task WriteAsync(StoredObject item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await RunAsync(async connected =>
        {
            using MemoryStream stream = new(content.ToArray(), writable: false);
            PutObjectRequest request = new()
            {
                BucketName = bucket,
                Key = KeyOf(item),
                InputStream = stream,
                AutoCloseStream = false,
                ContentType = "application/octet-stream",

                // Not all servers know Amazon's own encoding of a body in signed chunks.
                UseChunkEncoding = false,
            };
            await connected.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool isDisposing)
    {
        if (client is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            client.Value.Result.Dispose();
        }

        base.Dispose(isDisposing);
    }

    private static async Task<byte[]> ReadAsync(GetObjectResponse response, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAllAsync(response.ResponseStream, response.ContentLength, mostBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new StoreException("the server sent less than it said", exception) { IsOfObject = true };
        }
    }

    private static bool HasEndpoint(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private AmazonS3Client Connect()
    {
        AmazonS3Config config = new()
        {
            MaxErrorRetry = 2,

            // Our packs have checksums of their own, and older servers do not know those of the SDK.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };

        // Servers of one's own seldom have a host name for each bucket.
        config.ForcePathStyle =
            HasEndpoint("AWS_ENDPOINT_URL_S3") || HasEndpoint("AWS_ENDPOINT_URL") || !string.IsNullOrEmpty(config.ServiceURL);
        return new S3Client(
            config, (isWrite, failure) => Note(isWrite, failure is null ? null : Failed(failure)));
    }

    // The SDK asks for credentials where no one may answer, and does not always listen to the token there.
    private async Task<T> RunAsync<T>(Func<AmazonS3Client, Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            AmazonS3Client connected = await client.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await request(connected).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw Failed(exception);
        }
    }

    private static StoreException Failed(Exception exception) => new(Reason(exception), exception) { Advice = Advice(exception) };

    private static string Reason(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode.Length: > 0 } answer => $"{answer.ErrorCode}: {answer.Message.TrimEnd('.')}",
        AmazonClientException client when IsAboutRegion(client) =>
            "no region and no endpoint are set; set AWS_REGION, and AWS_ENDPOINT_URL for a server of your own",
        AmazonClientException client when IsAboutCredentials(client) =>
            "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
        _ => HttpFailure.Reason(exception),
    };

    private static string? Advice(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => "make the bucket, or name another",
        AmazonServiceException { ErrorCode.Length: > 0 } answer => StatusAdvice.For(answer.StatusCode),
        AmazonClientException client when IsAboutRegion(client) || IsAboutCredentials(client) => "",
        _ => null,
    };

    private static bool IsAboutRegion(AmazonClientException exception) =>
        exception.Message.Contains("RegionEndpoint", StringComparison.Ordinal);

    private static bool IsAboutCredentials(AmazonClientException exception) =>
        exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);

    private string KeyOf(StoredObject item) => prefix.Length > 0 ? $"{prefix}/{item}" : item.ToString();
}
