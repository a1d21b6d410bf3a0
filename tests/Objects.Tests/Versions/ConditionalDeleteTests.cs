using Athanor.Conformance.Engines;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Objects.Versions;

public sealed class ConditionalDeleteTests(PostgresFixture server)
{
    public static TheoryData<string> Engines => ObjectRows.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_not_as_the_condition_says_stays(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var stored = rows.NewObject("leaf", "null");
        await rows.PutAsync(stored);

        Assert.IsType<WriteOutcome.PreconditionFailed>((await DeleteAsync(rows, "leaf", "another")).Failure);
        Assert.IsType<WriteOutcome.NoSuchKey>((await DeleteAsync(rows, "nothing", "*")).Failure);
        Assert.NotNull(await rows.ReadAsync(session => ObjectsDatabase.FindLatest(session, rows.Bucket.Id, "leaf")));

        Assert.Null((await DeleteAsync(rows, "leaf", $"\"{stored.ETag}\"")).Failure);
        Assert.Null(await rows.ReadAsync(session => ObjectsDatabase.FindLatest(session, rows.Bucket.Id, "leaf")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_deletes_at_once_on_the_same_condition_one_hides_the_object(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        await rows.SetVersioningAsync(Versioning.Enabled);
        await rows.PutAsync(rows.NewObject("leaf", "v_1"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DeleteAsync(rows, "leaf", "*")));

        Assert.Single(outcomes, outcome => outcome.Failure is null);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Failure is WriteOutcome.NoSuchKey));
    }

    private static Task<DeleteOutcome> DeleteAsync(ObjectRows rows, string key, string ifMatch)
    {
        var remover = new BlobRemover(rows.Database, blobs: null!, TimeProvider.System, NullLogger<BlobRemover>.Instance);
        var objects = new ObjectStore(rows.Database, blobs: null!, remover, TimeProvider.System, keys: null!);
        return objects.DeleteAsync("person/ada", rows.Bucket, key, null, new(ifMatch, null), Cancellation);
    }
}
