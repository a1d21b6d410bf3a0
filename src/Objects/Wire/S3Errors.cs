using System.Collections.Frozen;
using System.Reflection;

namespace Athanor.Objects.Wire;

/// <summary>Every error that the S3 door answers with. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
internal static class S3Errors
{
    public static S3Error AccessControlListNotSupported { get; } = new("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
    public static S3Error AccessDenied { get; } = new("AccessDenied", 403, "Access Denied");
    public static S3Error AuthorizationHeaderMalformed { get; } = new("AuthorizationHeaderMalformed", 400, "The authorization header that you provided is not valid.");
    public static S3Error AuthorizationQueryParametersError { get; } = new("AuthorizationQueryParametersError", 400, "The authorization query parameters that you provided are not valid.");
    public static S3Error BadDigest { get; } = new("BadDigest", 400, "The Content-MD5 or checksum value that you specified did not match what the server received.");
    public static S3Error BadRequest { get; } = new("BadRequest", 400, "Bad Request");
    public static S3Error BucketAlreadyExists { get; } = new("BucketAlreadyExists", 409, "The requested bucket name is not available. Select a different name and try again.");
    public static S3Error BucketAlreadyOwnedByYou { get; } = new("BucketAlreadyOwnedByYou", 409, "The bucket that you tried to create already exists, and you own it.");
    public static S3Error BucketNotEmpty { get; } = new("BucketNotEmpty", 409, "The bucket that you tried to delete is not empty.");
    public static S3Error ConditionalRequestConflict { get; } = new("ConditionalRequestConflict", 409, "A conflicting operation occurred during a conditional request. Try again.");
    public static S3Error CrossOriginForbidden { get; } = new("AccessForbidden", 403, "CORSResponse: This CORS request is not allowed.");
    public static S3Error EntityTooLarge { get; } = new("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed object size.");
    public static S3Error EntityTooSmall { get; } = new("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed object size.");
    public static S3Error IllegalVersioningConfiguration { get; } = new("IllegalVersioningConfigurationException", 400, "The versioning configuration specified in the request is not valid.");
    public static S3Error IncompleteBody { get; } = new("IncompleteBody", 400, "You did not provide the number of bytes specified by the Content-Length HTTP header.");
    public static S3Error InternalError { get; } = new("InternalError", 500, "An internal error occurred. Try again.");
    public static S3Error InvalidAccessKeyId { get; } = new("InvalidAccessKeyId", 403, "The access key ID that you provided does not exist in our records.");
    public static S3Error IncorrectNumberOfFilesInPost { get; } = new("IncorrectNumberOfFilesInPostRequest", 400, "POST requires exactly one file upload per request.");
    public static S3Error InvalidArgument { get; } = new("InvalidArgument", 400, "Invalid Argument");
    public static S3Error InvalidBucketAclWithBlockPublicAccess { get; } = new("InvalidBucketAclWithBlockPublicAccessError", 400, "Bucket cannot have public ACLs set with BlockPublicAccess enabled");
    public static S3Error InvalidBucketAclWithObjectOwnership { get; } = new("InvalidBucketAclWithObjectOwnership", 400, "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    public static S3Error InvalidBucketName { get; } = new("InvalidBucketName", 400, "The specified bucket is not valid.");
    public static S3Error InvalidBucketState { get; } = new("InvalidBucketState", 409, "The request is not valid for the current state of the bucket.");
    public static S3Error InvalidChunkSize { get; } = new("InvalidChunkSizeError", 403, "The size of a chunk of the body is not valid.");
    public static S3Error InvalidDigest { get; } = new("InvalidDigest", 400, "The Content-MD5 or checksum value that you specified is not valid.");
    public static S3Error InvalidEncryptionAlgorithm { get; } = new("InvalidEncryptionAlgorithmError", 400, "The encryption request that you specified is not valid. The valid value is AES256.");
    public static S3Error InvalidObjectState { get; } = new("InvalidObjectState", 403, "The operation is not valid for the current state of the object.");
    public static S3Error InvalidPart { get; } = new("InvalidPart", 400, "One or more of the specified parts could not be found. The part might not have been uploaded, or the specified entity tag might not have matched the part's entity tag.");
    public static S3Error InvalidPartNumber { get; } = new("InvalidPartNumber", 416, "The requested partnumber is not satisfiable.");
    public static S3Error InvalidPartOrder { get; } = new("InvalidPartOrder", 400, "The list of parts was not in ascending order. The parts list must be specified in order by part number.");
    public static S3Error InvalidPolicyDocument { get; } = new("InvalidPolicyDocument", 400, "The content of the form does not meet the conditions specified in the policy document.");
    public static S3Error InvalidRange { get; } = new("InvalidRange", 416, "The requested range is not satisfiable.");
    public static S3Error InvalidRequest { get; } = new("InvalidRequest", 400, "Invalid Request");
    public static S3Error InvalidSecurity { get; } = new("InvalidSecurity", 403, "The provided security credentials are not valid.");
    public static S3Error InvalidStorageClass { get; } = new("InvalidStorageClass", 400, "The storage class that you specified is not valid.");
    public static S3Error InvalidTag { get; } = new("InvalidTag", 400, "The tag provided was not a valid tag.");
    public static S3Error InvalidToken { get; } = new("InvalidToken", 400, "The provided token is malformed or otherwise not valid.");
    public static S3Error InvalidUri { get; } = new("InvalidURI", 400, "The specified URI couldn't be parsed.");
    public static S3Error KeyTooLong { get; } = new("KeyTooLongError", 400, "Your key is too long.");
    public static S3Error MalformedAcl { get; } = new("MalformedACLError", 400, "The ACL that you provided was not well formed or did not validate against our published schema.");
    public static S3Error MalformedPolicy { get; } = new("MalformedPolicy", 400, "Your policy contains a principal, action, resource or condition that is not valid.");
    public static S3Error MalformedPostRequest { get; } = new("MalformedPOSTRequest", 400, "The body of your POST request is not well-formed multipart/form-data.");
    public static S3Error MalformedTrailer { get; } = new("MalformedTrailerError", 400, "The request contained trailing data that was not well-formed or did not conform to our published schema.");
    public static S3Error MalformedXml { get; } = new("MalformedXML", 400, "The XML that you provided was not well formed or did not validate against our published schema.");
    public static S3Error MaxMessageLengthExceeded { get; } = new("MaxMessageLengthExceeded", 400, "Your request was too large.");
    public static S3Error MaxPostPreDataLengthExceeded { get; } = new("MaxPostPreDataLengthExceededError", 400, "Your POST request fields preceding the upload file were too large.");
    public static S3Error MetadataTooLarge { get; } = new("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size.");
    public static S3Error MethodNotAllowed { get; } = new("MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
    public static S3Error MissingContentLength { get; } = new("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
    public static S3Error MissingRequestBody { get; } = new("MissingRequestBodyError", 400, "You sent an empty XML document as a request.");
    public static S3Error MissingSecurityHeader { get; } = new("MissingSecurityHeader", 400, "Your request is missing a required header.");
    public static S3Error NoSuchBucket { get; } = new("NoSuchBucket", 404, "The specified bucket does not exist");
    public static S3Error NoSuchBucketPolicy { get; } = new("NoSuchBucketPolicy", 404, "The specified bucket does not have a bucket policy.");
    public static S3Error NoSuchCors { get; } = new("NoSuchCORSConfiguration", 404, "The CORS configuration does not exist");
    public static S3Error NoSuchKey { get; } = new("NoSuchKey", 404, "The specified key does not exist.");
    public static S3Error NoSuchLifecycle { get; } = new("NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist");
    public static S3Error NoSuchObjectLock { get; } = new("NoSuchObjectLockConfiguration", 404, "The specified object does not have a ObjectLock configuration.");
    public static S3Error NoSuchPublicAccessBlock { get; } = new("NoSuchPublicAccessBlockConfiguration", 404, "The public access block configuration was not found");
    public static S3Error NoSuchTagSet { get; } = new("NoSuchTagSet", 404, "The TagSet does not exist");
    public static S3Error NoSuchUpload { get; } = new("NoSuchUpload", 404, "The specified multipart upload does not exist. The upload ID might not be valid, or the multipart upload might have been aborted or completed.");
    public static S3Error NoSuchVersion { get; } = new("NoSuchVersion", 404, "The version ID specified in the request does not match an existing version.");
    public static S3Error NotImplemented { get; } = new("NotImplemented", 501, "A header or parameter you provided implies functionality that is not implemented.");
    public static S3Error ObjectLockNotFound { get; } = new("ObjectLockConfigurationNotFoundError", 404, "The Object Lock configuration does not exist for this bucket.");
    internal static S3Error ObjectLocked { get; } = AccessDenied.Because("Access Denied because object protected by object lock.");
    public static S3Error OwnershipControlsNotFound { get; } = new("OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found");
    public static S3Error PreconditionFailed { get; } = new("PreconditionFailed", 412, "At least one of the preconditions that you specified did not hold.");
    public static S3Error QuotaExceeded { get; } = new("QuotaExceeded", 403, "The quota of this bucket or of its project is exceeded.");
    public static S3Error RequestTimeout { get; } = new("RequestTimeout", 400, "Your socket connection to the server was not read from or written to within the timeout period.");
    public static S3Error RequestTimeTooSkewed { get; } = new("RequestTimeTooSkewed", 403, "The difference between the request time and the server's time is too large.");
    public static S3Error ServerSideEncryptionNotFound { get; } = new("ServerSideEncryptionConfigurationNotFoundError", 404, "The server-side encryption configuration was not found.");
    public static S3Error ServiceUnavailable { get; } = new("ServiceUnavailable", 503, "Service is unable to handle request.");
    public static S3Error SignatureDoesNotMatch { get; } = new("SignatureDoesNotMatch", 403, "The request signature that the server calculated does not match the signature that you provided. Check your secret access key and signing method.");
    public static S3Error SlowDown { get; } = new("SlowDown", 503, "Reduce your request rate.");
    public static S3Error ContentSha256Mismatch { get; } = new("XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed.");
    public static S3Error UserKeyMustBeSpecified { get; } = new("UserKeyMustBeSpecified", 400, "The bucket POST must contain the specified field name. If it is specified, check the order of the fields.");

    /// <summary>All of them by code, for the documentation and its test.</summary>
    public static FrozenDictionary<string, S3Error> All { get; } = typeof(S3Errors)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(S3Error))
        .Select(property => (S3Error)property.GetValue(null)!)
        .ToFrozenDictionary(error => error.Code, StringComparer.Ordinal);
}
