using System.Text;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

/// <summary>Where a listing goes on: behind a key that may hold anything, as a text that travels through queries and XML unharmed.</summary>
internal sealed record ContinuationToken(string Text, string Start)
{
    private const string Parameter = "continuation-token";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ContinuationToken Behind(string key) => new(Convert.ToBase64String(Encoding.UTF8.GetBytes(key)), key);

    /// <summary>The one that was sent, or null. An empty one is none that was ever given out.</summary>
    public static ContinuationToken? Find(S3Request request)
    {
        if (!request.Context.Request.Query.ContainsKey(Parameter)) return null;

        var text = request.Parameter(Parameter);
        return TryRead(text) is { } start && ObjectKey.TryParse(start, out _)
            ? new(text, start)
            : throw new S3Exception(S3Errors.InvalidArgument.Because("The continuation token provided is incorrect").With("ArgumentName", Parameter));
    }

    private static string? TryRead(string text)
    {
        var bytes = new byte[text.Length];
        try
        {
            return Convert.TryFromBase64String(text, bytes, out var length) ? StrictUtf8.GetString(bytes, 0, length) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
