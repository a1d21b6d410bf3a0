using System.Security.Cryptography;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry.Signing;

/// <summary>Reads every byte of a version's files again, and compares them with what was signed when the version was made.</summary>
internal sealed class VersionVerifier(IDatabase database, ModelSigner signer, IArtifactFiles files)
{
    public async Task<VersionVerdict> VerifyAsync(ModelVersion version, CancellationToken cancellation)
    {
        var signed = await database.ReadAsync(session => ManifestDatabase.Find(session, version.Key), cancellation) ?? throw new ProblemException(RegistryProblems.Unsigned(version.Model, version.Number));
        using var key = await signer.OpenAsync(cancellation);
        if (!key.Verify(signed)) return Verdict(version, signed, 0, [new("", "the signature is not the server's")]);
        var manifest = ModelManifest.Read(signed.Text);
        if (!manifest.IsOf(version)) return Verdict(version, signed, manifest.Files.Count, [new("", "the manifest was signed for something else")]);
        return Verdict(version, signed, manifest.Files.Count, await CompareAsync(version, manifest, cancellation));
    }

    private async Task<List<FileFinding>> CompareAsync(ModelVersion version, ModelManifest manifest, CancellationToken cancellation)
    {
        var findings = new List<FileFinding>();
        var there = (await files.ListAsync(version.Project, version.Storage, cancellation)).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!there.Remove(file.Path)) findings.Add(new(file.Path, "missing"));
            else if (await HashAsync(version, file.Path, cancellation) != (file.Size, file.Sha256)) findings.Add(new(file.Path, "changed"));
        }
        findings.AddRange(there.Order(StringComparer.Ordinal).Select(path => new FileFinding(path, "added")));
        return findings;
    }

    private async Task<(long Size, string Sha256)> HashAsync(ModelVersion version, string path, CancellationToken cancellation)
    {
        await using var content = await files.OpenAsync(version.Project, version.Storage, path, cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, size) = (new byte[128 << 10], 0L);
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; size += read) hash.AppendData(buffer, 0, read);
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static VersionVerdict Verdict(ModelVersion version, SignedManifest signed, int files, IReadOnlyList<FileFinding> findings) => new(version.Model, version.Number, signed.Key, files, findings);
}
