namespace Retrain.Training.Downloads;

/// <summary>Says why a request failed, in words for a message: the cause, and where one can tell, what to do about it.</summary>
internal static class HttpFailure
{
    // .NET's own words for what is wrong with a certificate or a connection, and ours.
    private static readonly (string Words, string Reason)[] Secure =
    [
        ("RemoteCertificateNameMismatch", "its certificate is for another name; use the name that is in the certificate"),
        ("NotTimeValid", "its certificate has expired, or is not valid yet; check it, and this machine's clock"),
        ("Revoked", "its certificate was revoked; the server needs another"),
        ("UntrustedRoot", UnknownAuthority),
        ("PartialChain", UnknownAuthority),
        ("frame", NotTls),
        ("wrong version number", NotTls),
    ];

    private const string UnknownAuthority =
        "this system does not trust the authority of its certificate; add the authority to those of the system, or on Linux name its file "
        + "in SSL_CERT_FILE";

    private const string NotTls = "it does not speak TLS on this port; check whether the address is one of http";

    /// <param name="exception">The exception of a client, or one that has it inside.</param>
    public static string Reason(Exception exception) => ErrorIn(exception) switch
    {
        HttpRequestError.NameResolutionError => "the name of the server cannot be resolved (are you offline?)",
        HttpRequestError.ConnectionError => $"the server cannot be reached (are you offline?): {Cause(exception)}",
        HttpRequestError.SecureConnectionError => $"there is no secure connection to the server: {SecureReason(Cause(exception))}",
        HttpRequestError.InvalidResponse => "the server does not answer in HTTP; check the address and its port",
        HttpRequestError.ResponseEnded => "the server ended the connection before its answer was whole",
        HttpRequestError.ProxyTunnelError => $"the proxy does not connect to the server: {Cause(exception)}",
        _ => Cause(exception),
    };

    /// <summary>The innermost message, which says what happened; those around it say "see inner exception".</summary>
    public static string Cause(Exception exception)
    {
        Exception innermost = exception;
        while (innermost.InnerException is Exception inner)
        {
            innermost = inner;
        }

        return innermost.Message.TrimEnd('.', ' ');
    }

    private static HttpRequestError ErrorIn(Exception? exception) => exception switch
    {
        null => HttpRequestError.Unknown,
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => request.HttpRequestError,
        HttpIOException { HttpRequestError: not HttpRequestError.Unknown } answer => answer.HttpRequestError,
        _ => ErrorIn(exception.InnerException),
    };

    private static string SecureReason(string cause)
    {
        string? known = Secure.FirstOrDefault(known => cause.Contains(known.Words, StringComparison.OrdinalIgnoreCase)).Reason;
        return known ?? cause;
    }
}
