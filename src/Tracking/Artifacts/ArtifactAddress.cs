using Athanor.Foundation.Problems;
using Athanor.Objects.Names;

namespace Athanor.Tracking.Artifacts;

/// <summary>Where artifacts are, as MLflow's clients write it.</summary>
internal abstract record ArtifactAddress
{
    private const int LongestAddress = 2048;

    /// <summary>Among the artifacts that this server keeps for the project.</summary>
    public sealed record Kept(ArtifactPath Path) : ArtifactAddress;

    public sealed record OfRun(string Run, ArtifactPath Path) : ArtifactAddress;

    public sealed record OfModel(string Model, ArtifactPath Path) : ArtifactAddress;

    /// <summary>In a bucket, under keys with this beginning.</summary>
    public sealed record InBucket(BucketName Bucket, ArtifactPath Path) : ArtifactAddress;

    public static ArtifactAddress Parse(string address) => TryParse(address) ?? throw new ProblemException(TrackingProblems.InvalidAddress(address));

    /// <summary>Null where it is none that this server can read.</summary>
    public static ArtifactAddress? TryParse(string address)
    {
        if (address.Length > LongestAddress || address.IndexOf(':') is not (> 0 and var colon)) return null;
        var rest = address[(colon + 1)..];
        return address[..colon].ToLowerInvariant() switch
        {
            "mlflow-artifacts" => ArtifactPath.TryParse(WithoutAuthority(rest), out var path) ? new Kept(path) : null,
            "runs" => TrySplit(rest, out var run, out var path) ? new OfRun(run, path) : null,
            "models" => TrySplit(rest, out var model, out var path) && model.StartsWith("m-", StringComparison.Ordinal) ? new OfModel(model, path) : null,
            "s3" when rest.StartsWith("//", StringComparison.Ordinal) => TrySplit(rest[1..], out var name, out var path) && BucketName.TryParse(name, out var bucket) ? new InBucket(bucket, path) : null,
            _ => null,
        };
    }

    // A server may be named, as in mlflow-artifacts://host:port/…: it is the one that is asked.
    private static string WithoutAuthority(string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal)) return rest.StartsWith('/') ? rest[1..] : rest;
        var slash = rest.IndexOf('/', 2);
        return slash < 0 ? "" : rest[(slash + 1)..];
    }

    private static bool TrySplit(string rest, out string first, out ArtifactPath path)
    {
        (first, path) = ("", ArtifactPath.Root);
        if (!rest.StartsWith('/') || !ArtifactPath.TryParse(rest[1..], out var whole) || whole.IsRoot) return false;
        var slash = whole.Value.IndexOf('/');
        first = slash < 0 ? whole.Value : whole.Value[..slash];
        if (slash >= 0) path = ArtifactPath.Parse(whole.Value[(slash + 1)..]);
        return true;
    }
}
