using System.Net;
using Athanor.Objects.Checksums;
using Athanor.Objects.Encryption;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Door;

/// <summary>What the headers of a request say of encryption, and what an answer says of it.</summary>
internal static class EncryptionHeaders
{
    private const string Asked = "x-amz-server-side-encryption";
    private const string CustomerPrefix = "x-amz-server-side-encryption-customer-";
    private const string CopySourcePrefix = "x-amz-copy-source-server-side-encryption-customer-";

    /// <summary>Whether the request names an encryption for what it stores.</summary>
    public static bool AreSent(S3Request request) => request.Headers.Keys.Any(name => name.StartsWith(Asked, StringComparison.OrdinalIgnoreCase));

    public static CustomerKey? ReadCustomerKey(S3Request request) => ReadCustomerKey(request, CustomerPrefix);

    public static CustomerKey? ReadCustomerKeyOfSource(S3Request request) => ReadCustomerKey(request, CopySourcePrefix);

    /// <summary>The key for something new: the client's, one of the server's where the request or the bucket asks for that, or none.</summary>
    public static async ValueTask<ContentKey?> KeyForNewAsync(S3Request request)
    {
        var customer = ReadCustomerKey(request);
        var isAsked = IsAsked(request);
        if (customer is not null && isAsked)
            throw new S3Exception(S3Errors.InvalidArgument.Because("Server Side Encryption with Customer provided key is incompatible with the encryption method specified").With("ArgumentName", Asked));
        if (customer is not null && !request.Bucket.IsPlain) throw new S3Exception(S3Error.NotImplemented($"encryption with keys of clients in a {request.Bucket.Kind}, whose readers are many"));
        if (customer is not null) return customer.ToContentKey();
        return isAsked || request.Bucket.IsEncrypted ? await KeysOf(request).CreateAsync(request.Cancellation) : null;
    }

    /// <summary>The key of a copy. What was encrypted stays so: only an answer to the client that sent the key gives its bytes away.</summary>
    public static async ValueTask<ContentKey?> KeyForCopyAsync(S3Request request, ContentEncryption? source, CustomerKey? sourceKey)
    {
        if (ReadCustomerKey(request) is { } customer) return source is { IsByCustomer: true } && !IsAsked(request) && customer.Open(source) is { } same ? same : await KeyForNewAsync(request);
        if (source is { IsByCustomer: false }) return await KeysOf(request).OpenAsync(source, sourceKey, request.Cancellation);
        return await KeyForNewAsync(request) ?? (source is null ? null : await KeysOf(request).CreateAsync(request.Cancellation));
    }

    /// <summary>The key for a part is that of its upload.</summary>
    public static async ValueTask<ContentKey?> KeyForPartAsync(S3Request request, MultipartUpload upload)
    {
        var customer = ReadCustomerKey(request);
        if (upload.Headers.Encryption is not { } encryption)
            return customer is null ? null : throw new S3Exception(S3Errors.InvalidRequest.Because("The multipart upload initiate requested no encryption. Subsequent part requests must not include encryption parameters."));
        if (!encryption.IsByCustomer) return await KeysOf(request).OpenAsync(encryption, null, request.Cancellation);
        if (customer is null) throw new S3Exception(S3Errors.InvalidRequest.Because("The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters."));
        return customer.Open(encryption) ?? throw new S3Exception(S3Errors.InvalidRequest.Because("The provided encryption parameters did not match the ones used originally."));
    }

    /// <summary>The client's key for content that is there, which must be sent for what was stored with one, and for nothing else.</summary>
    public static CustomerKey? Demand(ContentEncryption? encryption, CustomerKey? customer)
    {
        if (encryption is not { IsByCustomer: true })
            return customer is null ? null : throw new S3Exception(S3Errors.InvalidRequest.Because("The encryption parameters are not applicable to this object."));
        if (customer is null) throw new S3Exception(S3Errors.InvalidRequest.Because("The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object."));
        return customer.Open(encryption) is not null ? customer : throw new S3Exception(S3Errors.AccessDenied.Because("Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key."));
    }

    public static void Describe(S3Request request, ContentEncryption? encryption)
    {
        var headers = request.Response.Headers;
        if (encryption is { IsByCustomer: false }) headers[Asked] = ServerSideEncryption.Algorithm;
        if (encryption is not { IsByCustomer: true } || ReadCustomerKey(request) is not { } customer) return;
        headers[$"{CustomerPrefix}algorithm"] = ServerSideEncryption.Algorithm;
        headers[$"{CustomerPrefix}key-MD5"] = customer.Md5;
    }

    private static ContentKeys KeysOf(S3Request request) => request.Context.RequestServices.GetRequiredService<ContentKeys>();

    private static bool IsAsked(S3Request request) => request.Header(Asked) switch
    {
        null => false,
        ServerSideEncryption.Algorithm => true,
        "aws:kms" or "aws:kms:dsse" => throw new S3Exception(S3Error.NotImplemented("encryption with keys of KMS")),
        var other => throw new S3Exception(S3Errors.InvalidArgument.Because("The encryption method specified is not supported").With("ArgumentName", Asked).With("ArgumentValue", other)),
    };

    private static CustomerKey? ReadCustomerKey(S3Request request, string prefix)
    {
        var (algorithm, key, md5) = (request.Header($"{prefix}algorithm"), request.Header($"{prefix}key"), request.Header($"{prefix}key-MD5"));
        if (algorithm is null && key is null && md5 is null) return null;

        if (!IsPrivate(request.Context)) throw new S3Exception(S3Errors.InvalidRequest.Because("Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection."));
        if (algorithm is null) throw Invalid("must provide a valid encryption algorithm.", $"{prefix}algorithm");
        if (algorithm != ServerSideEncryption.Algorithm) throw new S3Exception(S3Errors.InvalidEncryptionAlgorithm.With("ArgumentName", $"{prefix}algorithm").With("ArgumentValue", algorithm));
        if (key is null) throw Invalid("must provide an appropriate secret key.", $"{prefix}key");
        if (md5 is null) throw Invalid("must provide the client calculated MD5 of the secret key.", $"{prefix}key-MD5");

        var bytes = new byte[CustomerKey.Size];
        if (!Base64Value.TryRead(key, bytes)) throw new S3Exception(S3Errors.InvalidArgument.Because("The secret key was invalid for the specified algorithm.").With("ArgumentName", $"{prefix}key"));
        var customer = new CustomerKey(bytes);
        return customer.Md5 == md5 ? customer : throw new S3Exception(S3Errors.InvalidArgument.Because("The calculated MD5 hash of the key did not match the hash that was provided.").With("ArgumentName", $"{prefix}key-MD5"));
    }

    // A key on a wire that others read is no secret; what never leaves this machine is read by nobody else.
    private static bool IsPrivate(HttpContext context) => context.Request.IsHttps || context.Connection.RemoteIpAddress is null || IPAddress.IsLoopback(context.Connection.RemoteIpAddress);

    private static S3Exception Invalid(string demand, string header) =>
        new(S3Errors.InvalidArgument.Because($"Requests specifying Server Side Encryption with Customer provided keys {demand}").With("ArgumentName", header));
}
