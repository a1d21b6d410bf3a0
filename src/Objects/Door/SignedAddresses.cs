using System.Net;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Objects.Names;
using Athanor.Objects.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Door;

/// <summary>Addresses at the S3 door that let whoever holds one do one thing for a while, as the key of the one who asked for it could.</summary>
internal sealed class SignedAddresses
{
    private readonly Uri _endpoint;
    private readonly string _secret;
    private readonly CredentialScope _scope;
    private readonly SigningTime _now;

    private SignedAddresses(Uri endpoint, string secret, CredentialScope scope, SigningTime now) => (_endpoint, _secret, _scope, _now) = (endpoint, secret, scope, now);

    /// <summary>Null where they cannot be made: the door is shut, or the caller has no key.</summary>
    public static async Task<SignedAddresses?> FindAsync(HttpContext asker, Caller caller)
    {
        var services = asker.RequestServices;
        var options = services.GetRequiredService<ObjectsOptions>();
        if (options.Listen.Length == 0 || caller.KeyId is null || await services.GetRequiredService<KnownKeys>().FindCurrentAsync(caller.KeyId, asker.RequestAborted) is not { } known) return null;

        var now = new SigningTime(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var endpoint = new UriBuilder(asker.Request.Scheme, asker.Request.Host.Host, IPEndPoint.Parse(options.Listen).Port).Uri;
        return new(endpoint, known.Secret, new(known.Key.Id, now.Date, options.Region, "s3"), now);
    }

    public Uri Sign(string method, BucketName bucket, ObjectKey key, IEnumerable<KeyValuePair<string, string>> parameters, TimeSpan lifetime) =>
        new(PresignedUrl.Create(method, _endpoint, $"/{bucket}/{PercentEncoding.Encode(key.Value, keepSlash: true)}", parameters, _secret, _scope, _now, lifetime));
}
