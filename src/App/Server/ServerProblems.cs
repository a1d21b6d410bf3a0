using Athanor.Foundation.Problems;

namespace Athanor.App.Server;

internal static class ServerProblems
{
    public static Problem DataDirectoryTaken(string path, RunningServer holder) => new(
        "server/data-directory-taken",
        409,
        $"The data directory {path} is in use by process {holder.ProcessId}, which answers at {holder.Url}.",
        $"Use that server, stop it with `kill {holder.ProcessId}`, or choose another directory with --data.");

    public static Problem DataDirectoryForbidden(string path, string reason) => new(
        "server/data-directory-forbidden", 500, $"The data directory {path} cannot be used: {reason}", "Choose a directory you may write to with --data or ATHANOR_DATA.");

    public static Problem MetadataLost(string file, string secrets) => new(
        "server/metadata-lost",
        500,
        $"There is a key of this server in {secrets}, but its metadata {file} is missing or empty.",
        $"Bring back the newest backup with `athanor restore` into another directory. To begin anew, remove {secrets}.");

    public static Problem BadAddress(string fault) => new(
        "server/bad-address", 500, $"A setting is wrong: {fault}.", "docs/configuration.md describes each setting; `athanor config show` shows where each value comes from.");

    public static Problem AddressTaken(string address, string? holder, string flag) => new(
        "server/address-taken",
        409,
        $"The address {address} is in use{(holder is null ? "" : $" by {holder}")}.",
        $"Stop that program, or choose another address with {flag}.");

    public static Problem AddressUnusable(string address, string reason) => new(
        "server/address-unusable", 500, $"The address {address} cannot be used: {reason}", "Choose an address of this machine with --server.listen.");

    public static Problem BadCertificate(string reason) => new(
        "server/bad-certificate", 500, $"The TLS certificate cannot be used: {reason}", "Check server.tls-certificate and server.tls-key: both are PEM files, and the key is not encrypted.");

    public static Problem BadRequest(string reason, int status) => new(
        "request/bad", status, reason, "Correct the request; the API is described at /openapi/v1.json.");

    // The place only: what the reader says beside it names types of ours.
    public static Problem BadJson(string? place, long? line) => new(
        "request/bad-json",
        400,
        $"The body is not the JSON that was expected, at {place ?? "$"} in line {(line ?? 0) + 1}.",
        "Check the names and kinds of its values; the API is described at /openapi/v1.json.");

    public static Problem AmbiguousLength => new(
        "request/ambiguous-length", 400, "The request has both Content-Length and Transfer-Encoding.", "Send one of them.");

    public static Problem BodyTooLarge => new(
        "request/body-too-large", 413, "The body is larger than this address accepts.", "Send less at once; the limit is the setting server.maximum-body.");

    public static Problem NoSuchAddress(string method) => new(
        "request/no-such-address", 404, $"Nothing answers {method} at this address.", "The API is described at /openapi/v1.json; the console begins at /.");

    public static Problem MethodNotAllowed(string method) => new(
        "request/method-not-allowed", 405, $"This address does not answer {method}.", "The header Allow names the methods it answers.");

    public static Problem UnsupportedMedia => new(
        "request/unsupported-media", 415, "The body is not JSON.", "Send it with `Content-Type: application/json`.");

    public static Problem Internal(string requestId) => new(
        "server/internal", 500, "Something failed inside the server.", $"The server's log tells more under {requestId}.");
}
