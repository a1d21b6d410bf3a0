using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;

namespace Athanor.Access.Workloads;

/// <summary>
/// Keys of what runs in the name of others. They are not stored: the identifier says what runs, and the secret follows from it under a key of
/// the server. So a thousand of them cost no write, and none outlives what it was made for.
/// </summary>
public sealed class WorkloadKeys
{
    private const string Prefix = "ATW";
    private const int NumberDigits = 12;
    private const int AttemptDigits = 5;
    private const int SecretBytes = 30;

    private readonly IDatabase _database;
    private readonly Lazy<Task<byte[]>> _key;
    private readonly IWorkloads? _workloads;

    internal WorkloadKeys(IDatabase database, ServerSecrets secrets, IWorkloads? workloads)
    {
        (_database, _workloads) = (database, workloads);
        _key = new(() => secrets.FindOrCreateAsync("workload-keys", CancellationToken.None));
    }

    /// <summary>The key of one attempt, with its secret; the same each time.</summary>
    public async Task<IssuedKey> OfAsync(long number, int attempt, string name)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D12}{attempt:D5}");
        return new(new(id, name, "It ends with what it was made for.", 0, DateTimeOffset.UnixEpoch, null, null, null), await SecretAsync(id));
    }

    internal static bool CanBeOne(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) && id.Length == Prefix.Length + NumberDigits + AttemptDigits;

    internal async ValueTask<KnownKey?> FindAsync(string id, CancellationToken cancellation)
    {
        if (_workloads is null || !long.TryParse(id.AsSpan(Prefix.Length, NumberDigits), NumberStyles.None, null, out var number)) return null;
        if (!int.TryParse(id.AsSpan(Prefix.Length + NumberDigits), NumberStyles.None, null, out var attempt)) return null;
        if (await _workloads.FindAsync(number, attempt, cancellation) is not { } workload) return null;

        // What the owner may do at this moment bounds it, and it may never do more than change data in its own project.
        if (await _database.ReadAsync(session => AccessDatabase.FindPrincipal(session, workload.Owner), cancellation) is not { } owner) return null;
        var role = owner.Grants.Where(grant => grant.Project is null || grant.Project == workload.Project)
            .Select(grant => RoleNames.TryParse(grant.Role, out var role) ? role : Role.None).DefaultIfEmpty(Role.None).Max();
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal) { [workload.Project] = role < Role.Contributor ? role : Role.Contributor };
        var key = await OfAsync(number, attempt, workload.Name);
        return new(key.Key, key.Secret, owner.IsDisabled, Caller.OfWorkload(workload.Name, id, roles));
    }

    private async Task<string> SecretAsync(string id) => Base64Url.EncodeToString(HMACSHA256.HashData(await _key.Value, Encoding.ASCII.GetBytes(id)).AsSpan(0, SecretBytes));
}
