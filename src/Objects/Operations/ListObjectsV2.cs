using System.Text;
using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class ListObjectsV2
{
    public static async Task HandleAsync(S3Request request)
    {
        var (prefix, delimiter, startAfter, token) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("start-after"), request.Parameter("continuation-token"));
        var limit = request.Number("max-keys", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var page = await request.Objects.ListAsync(request.Bucket, prefix, delimiter, token.Length > 0 ? ReadToken(token) : startAfter, limit, request.Cancellation);

        var owner = request.Parameter("fetch-owner") == "true" ? ListedObjects.OwnerOf(request) : null;
        var answer = new ListObjectsAnswer(request.Bucket.Name, prefix, limit, page.IsTruncated, [.. page.Objects.Select(stored => ListedObjects.Of(stored, owner))], page.CommonPrefixes)
        {
            Delimiter = ListedObjects.OrNull(delimiter),
            EncodesKeys = ListedObjects.AreEncoded(request),
            StartAfter = ListedObjects.OrNull(startAfter),
            ContinuationToken = ListedObjects.OrNull(token),
            NextContinuationToken = page.Next is { } next ? WriteToken(next) : null,
        };
        await S3Answers.XmlAsync(request.Context, answer.WriteVersion2);
    }

    // A key may hold anything; a token travels through queries and XML unharmed.
    private static string WriteToken(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string ReadToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new S3Exception(S3Errors.InvalidArgument.Because("The continuation token provided is incorrect").With("ArgumentName", "continuation-token"));
    }
}
