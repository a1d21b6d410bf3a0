using System.Text;
using Athanor.Objects.Names;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Signing;

/// <summary>
/// Makes an address that lets its holder do one thing for a while. The endpoint is scheme and host as the holder will reach the
/// door; the path is percent-encoded and has its first slash.
/// </summary>
internal static class PresignedUrl
{
    public static string Create(
        string method, Uri endpoint, string path, IEnumerable<KeyValuePair<string, string>> parameters, string secret, CredentialScope scope, SigningTime now, TimeSpan lifetime)
    {
        var query = new StringBuilder();
        void Append(string name, string value) => query.Append(query.Length == 0 ? "" : "&").Append(PercentEncoding.Encode(name, keepSlash: false)).Append('=').Append(PercentEncoding.Encode(value, keepSlash: false));

        foreach (var (name, value) in parameters) Append(name, value);
        Append(PresignedQuery.AlgorithmParameter, Signature.Algorithm);
        Append(PresignedQuery.CredentialParameter, $"{scope.KeyId}/{scope.Text}");
        Append(PresignedQuery.DateParameter, now.Text);
        Append(PresignedQuery.ExpiresParameter, $"{lifetime.TotalSeconds:0}");
        Append(PresignedQuery.SignedHeadersParameter, "host");

        var request = new RequestToVerify(method, $"{path}?{query}", new HeaderDictionary { ["host"] = endpoint.Authority });
        var canonical = CanonicalRequest.Write(request, ["host"], PayloadDeclaration.Unsigned.Text);
        var signature = Signature.Of(Signature.StringToSign(now, scope, canonical.WrittenSpan), SigningKeys.Derive(secret, scope));
        Append(RequestSignature.SignatureParameter, Convert.ToHexStringLower(signature));
        return $"{endpoint.Scheme}://{endpoint.Authority}{path}?{query}";
    }
}
