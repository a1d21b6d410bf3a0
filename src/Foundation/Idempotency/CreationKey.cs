using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Idempotency;

/// <summary>
/// The client's <c>Idempotency-Key</c> with who sent it and a hash of what was asked. What it created is remembered in the
/// creating transaction, so that a repeated request, after whatever crash, finds the one thing that was made.
/// </summary>
public sealed record CreationKey(string Caller, string Key, byte[] RequestHash)
{
    public const int MaximumLength = 255;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Runs <paramref name="create"/> unless this key has done so before; answers the identifier of what was created then or now.</summary>
    public static string Once(WriteSession session, CreationKey? once, DateTimeOffset now, Func<string> create)
    {
        if (once is null) return create();
        if (once.Find(session) is { } earlier) return earlier;

        var created = create();
        session.Execute($"DELETE FROM idempotent_creations WHERE at < {now - Remembered}");
        session.Execute(
            $"INSERT INTO idempotent_creations (caller, key, request_hash, created, at) VALUES ({once.Caller}, {once.Key}, {once.RequestHash}, {created}, {now})");
        return created;
    }

    private string? Find(ReadSession session)
    {
        var earlier = session.First($"SELECT request_hash, created FROM idempotent_creations WHERE caller = {Caller} AND key = {Key}", row => (Hash: row.Blob(0), Created: row.Text(1)));
        if (earlier.Created is null) return null;
        if (!earlier.Hash.AsSpan().SequenceEqual(RequestHash)) throw new ProblemException(KeyReused(Key));
        return earlier.Created;
    }

    private static Problem KeyReused(string key) => new(
        "request/idempotency-key-reused",
        422,
        $"The Idempotency-Key '{key}' was already used for another request.",
        "Use a new key for each thing to create, and the same key only to repeat the same request.");
}
