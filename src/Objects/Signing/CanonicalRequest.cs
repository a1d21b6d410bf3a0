using System.Buffers;
using System.Text;
using Athanor.Objects.Names;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Signing;

/// <summary>
/// The one form of a request that both sides hash. The path is decoded and encoded once more, so a client may escape more or less
/// than S3 does, and is otherwise left alone: S3 does not resolve <c>..</c> or <c>//</c>.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
/// </summary>
internal static class CanonicalRequest
{
    public static ArrayBufferWriter<byte> Write(RequestToVerify request, IReadOnlyList<string> signedHeaders, string payload, string? exceptParameter = null)
    {
        var canonical = new ArrayBufferWriter<byte>(1024);
        WriteLine(request.Method, canonical);
        WritePath(RequestAddress.PathOf(request.RawTarget), canonical);
        QueryParameters.WriteCanonical(RequestAddress.QueryOf(request.RawTarget), exceptParameter, canonical);
        canonical.Write("\n"u8);
        foreach (var name in signedHeaders) WriteHeader(name, request.Headers, canonical);
        canonical.Write("\n"u8);
        for (var index = 0; index < signedHeaders.Count; index++)
        {
            if (index > 0) canonical.Write(";"u8);
            Encoding.UTF8.GetBytes(signedHeaders[index], canonical);
        }
        canonical.Write("\n"u8);
        Encoding.UTF8.GetBytes(payload, canonical);
        return canonical;
    }

    private static void WriteLine(string text, IBufferWriter<byte> target)
    {
        Encoding.UTF8.GetBytes(text, target);
        target.Write("\n"u8);
    }

    private static void WritePath(ReadOnlySpan<char> path, IBufferWriter<byte> target)
    {
        if (path.IsEmpty) path = "/";
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(path.Length));
        try
        {
            var length = PercentEncoding.DecodeBytes(path, plusIsSpace: false, bytes, out _);
            PercentEncoding.Encode(bytes.AsSpan(0, length), keepSlash: true, target);
            target.Write("\n"u8);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void WriteHeader(string name, IHeaderDictionary headers, IBufferWriter<byte> target)
    {
        Encoding.UTF8.GetBytes(name, target);
        target.Write(":"u8);
        var values = headers[name];
        for (var index = 0; index < values.Count; index++)
        {
            if (index > 0) target.Write(","u8);
            WriteTrimmed(values[index], target);
        }
        target.Write("\n"u8);
    }

    // Trimmed, and runs of spaces made one.
    private static void WriteTrimmed(ReadOnlySpan<char> value, IBufferWriter<byte> target)
    {
        value = value.Trim(" \t");
        while (value.IndexOf("  ") is >= 0 and var run)
        {
            Encoding.UTF8.GetBytes(value[..(run + 1)], target);
            value = value[run..].TrimStart(' ');
        }
        Encoding.UTF8.GetBytes(value, target);
    }
}
