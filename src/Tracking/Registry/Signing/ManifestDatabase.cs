using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Registry.Signing;

internal static class ManifestDatabase
{
    public static void Add(WriteSession session, long version, SignedManifest signed) =>
        session.Execute($"INSERT INTO model_manifests (version, manifest, signature, key) VALUES ({version}, {signed.Text}, {signed.Signature}, {signed.Key})");

    public static SignedManifest? Find(ReadSession session, long version) =>
        session.First($"SELECT manifest, signature, key FROM model_manifests WHERE version = {version}", row => new SignedManifest(row.Text(0), row.Blob(1), row.Text(2)));
}
