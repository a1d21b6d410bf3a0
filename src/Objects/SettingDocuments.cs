using System.Text;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects;

/// <summary>The documents in which S3 takes settings of a bucket, and what those mean that people write by hand.</summary>
public static class SettingDocuments
{
    public static ReadOnlyMemory<byte> Encryption { get; } = Encoding.UTF8.GetBytes(Documents.TextOf(ServerSideEncryption.Write));

    public static ReadOnlyMemory<byte> Versioning(bool isEnabled) => Encoding.UTF8.GetBytes(Documents.TextOf(new VersioningConfiguration(isEnabled).Write));

    public static ReadOnlyMemory<byte> PublicAccess(PublicAccess access) =>
        Encoding.UTF8.GetBytes(Documents.TextOf(new PublicAccessBlock(access.BlockPublicAcls, access.IgnorePublicAcls, access.BlockPublicPolicy, access.RestrictPublicBuckets).Write));

    /// <summary>A sentence for each rule of a CORS document that is in force; none where it cannot be read.</summary>
    public static IReadOnlyList<string> ExplainCors(string cors) =>
        CorsConfiguration.Read(Encoding.UTF8.GetBytes(cors)).TryGet(out var read, out _) ? [.. read.Rules.Select(Explain)] : [];

    private static string Explain(CorsRule rule)
    {
        var who = rule.AllowedOrigins.Contains("*") ? "Pages from anywhere" : $"Pages from {string.Join(" and ", rule.AllowedOrigins)}";
        var what = $"{who} may send {string.Join(", ", rule.AllowedMethods)}";
        if (rule.AllowedHeaders.Count > 0) what += rule.AllowedHeaders.Contains("*") ? " with any headers" : $" with the headers {string.Join(", ", rule.AllowedHeaders)}";
        if (rule.ExposeHeaders.Count > 0) what += $", and read the answer's headers {string.Join(", ", rule.ExposeHeaders)}";
        return rule.MaxAgeSeconds is { } seconds ? $"{what}. A browser asks again after {seconds} seconds." : $"{what}.";
    }
}
