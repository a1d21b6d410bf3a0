using System.Text;
using System.Xml;
using Athanor.Objects.Door;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

internal static class ListObjectsV2
{
    public static async Task HandleAsync(S3Request request)
    {
        var (prefix, delimiter, startAfter, token) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("start-after"), request.Parameter("continuation-token"));
        var limit = request.Number("max-keys", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var asUrl = ListedObjects.IsUrlEncoded(request);
        var page = await request.Objects.ListAsync(request.Bucket, prefix, delimiter, token.Length > 0 ? ReadToken(token) : startAfter, limit, request.Cancellation);

        await S3Answers.XmlAsync(request.Context, "ListBucketResult", xml =>
        {
            xml.WriteElementString("Name", request.Bucket.Name);
            xml.WriteElementString("Prefix", S3Answers.Encode(prefix, asUrl));
            if (delimiter.Length > 0) xml.WriteElementString("Delimiter", S3Answers.Encode(delimiter, asUrl));
            if (startAfter.Length > 0) xml.WriteElementString("StartAfter", S3Answers.Encode(startAfter, asUrl));
            xml.WriteElementString("MaxKeys", XmlConvert.ToString(limit));
            if (asUrl) xml.WriteElementString("EncodingType", "url");
            xml.WriteElementString("KeyCount", XmlConvert.ToString(page.Objects.Count + page.CommonPrefixes.Count));
            xml.WriteElementString("IsTruncated", XmlConvert.ToString(page.IsTruncated));
            if (token.Length > 0) xml.WriteElementString("ContinuationToken", token);
            if (page.Next is { } next) xml.WriteElementString("NextContinuationToken", WriteToken(next));
            ListedObjects.Write(xml, page, asUrl, request.Parameter("fetch-owner") == "true" ? request.Bucket.Project : null);
        });
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
