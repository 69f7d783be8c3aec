using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;

namespace Retrain.Training.SharedCaches;

/// <summary>Amazon's client, which makes failed requests again by itself, and here says so.</summary>
/// <param name="config">The configuration.</param>
/// <param name="note">
/// Told of the end of each attempt, from any thread: whether it writes, and its failure, or <see langword="null"/> if it got an answer.
/// </param>
internal sealed class S3Client(AmazonS3Config config, Action<bool, Exception?> note) : AmazonS3Client(config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new Attempts(note));
    }

    // A refusal is an answer: it is not asked for again.
    private static bool IsAnswer(Exception exception) => exception is AmazonServiceException
    {
        StatusCode: >= HttpStatusCode.OK and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests,
    };

    private sealed class Attempts(Action<bool, Exception?> note) : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            bool isWrite = executionContext.RequestContext.OriginalRequest is PutObjectRequest;
            try
            {
                T answer = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
                note(isWrite, null);
                return answer;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                note(isWrite, IsAnswer(exception) ? null : exception);
                throw;
            }
        }
    }
}
