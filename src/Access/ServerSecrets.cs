using System.Security.Cryptography;
using Athanor.Access.Secrets;
using Athanor.Foundation.Databases;

namespace Athanor.Access;

/// <summary>Keys that the server needs for itself: made when first asked for, sealed under the master key, and sealed anew when that is rotated.</summary>
public sealed class ServerSecrets
{
    private const int Size = 32;

    private readonly IDatabase _database;
    private readonly MasterKeyRing _masterKeys;

    internal ServerSecrets(IDatabase database, MasterKeyRing masterKeys) => (_database, _masterKeys) = (database, masterKeys);

    /// <summary>32 random bytes, the same for a name each time.</summary>
    public async Task<byte[]> FindOrCreateAsync(string name, CancellationToken cancellation)
    {
        var secret = await _database.ReadAsync(session => AccessDatabase.FindServerSecret(session, name), cancellation)
            ?? await _database.WriteAsync(session => AccessDatabase.FindServerSecret(session, name) ?? Create(session, name), cancellation);
        return Convert.FromBase64String(_masterKeys.Open(PurposeOf(name), secret));
    }

    internal static string PurposeOf(string name) => $"server-secret/{name}";

    private SealedSecret Create(WriteSession session, string name)
    {
        var secret = _masterKeys.Current.Seal(PurposeOf(name), Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
        AccessDatabase.AddServerSecret(session, name, secret);
        session.Record(new("system", "server-secret.created", new("server-secret", name)));
        return secret;
    }
}
