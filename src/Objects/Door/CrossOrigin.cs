using System.Globalization;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Door;

/// <summary>What a browser is told of a bucket's rules for pages from elsewhere. They give nobody access; they let a page read what it was given.</summary>
internal static class CrossOrigin
{
    private const string Vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

    /// <summary>Headers of the answer, whatever it will be. Caches are told even where the request has no origin: the next one may.</summary>
    public static void Prepare(HttpContext context, CorsConfiguration? cors)
    {
        if (cors is null) return;

        var origin = context.Request.Headers.Origin.ToString();
        var rule = origin.Length > 0 ? cors.Find(origin, context.Request.Method, []) : null;
        context.Response.OnStarting(() =>
        {
            if (rule is null) context.Response.Headers.Vary = Vary;
            else Describe(context.Response.Headers, rule, origin, context.Request.Method, []);
            return Task.CompletedTask;
        });
    }

    /// <summary>A browser's question before the request itself; it carries no key, so nothing but the rules is asked.</summary>
    public static void AnswerPreflight(HttpContext context, CorsConfiguration? cors)
    {
        var headers = context.Request.Headers;
        var (origin, method) = (headers.Origin.ToString(), headers.AccessControlRequestMethod.ToString());
        if (origin.Length == 0) throw new S3Exception(S3Errors.BadRequest.Because("Insufficient information. Origin request header needed."));
        if (method.Length == 0) throw new S3Exception(S3Errors.BadRequest.Because("Invalid Access-Control-Request-Method: null"));
        if (cors is null) throw new S3Exception(S3Errors.CrossOriginForbidden.Because("CORSResponse: CORS is not enabled for this bucket.").With("Method", method));

        string[] names = headers.AccessControlRequestHeaders.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var rule = cors.Find(origin, method, names) ?? throw new S3Exception(S3Errors.CrossOriginForbidden
            .Because("CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.")
            .With("Method", method));
        Describe(context.Response.Headers, rule, origin, method, names);
    }

    private static void Describe(IHeaderDictionary headers, CorsRule rule, string origin, string method, string[] names)
    {
        var allowed = rule.AllowedOriginFor(origin, method, names)!;
        headers.AccessControlAllowOrigin = allowed;
        headers.AccessControlAllowMethods = string.Join(", ", rule.AllowedMethods);
        if (names.Length > 0) headers.AccessControlAllowHeaders = string.Join(", ", names.Select(name => name.ToLowerInvariant()));
        if (rule.ExposeHeaders.Count > 0) headers.AccessControlExposeHeaders = string.Join(", ", rule.ExposeHeaders);
        if (rule.MaxAgeSeconds is { } seconds) headers.AccessControlMaxAge = seconds.ToString(CultureInfo.InvariantCulture);
        if (allowed != "*") headers.AccessControlAllowCredentials = "true";
        headers.Vary = Vary;
    }
}
