using Athanor.Access.Authorization;
using Athanor.Conformance;
using Athanor.Conformance.Engines;
using Athanor.Objects.Policies;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects;

public sealed class BucketRulesTests(PostgresFixture server)
{
    private const string OpenToAll = """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::leaves/*"}}""";

    public static TheoryData<string> Engines => ObjectRows.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_change_is_seen_at_once_where_it_was_made_and_within_a_second_elsewhere(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var clock = new ManualClock();
        var (here, elsewhere) = (new BucketDirectory(rows.Database, clock), new BucketDirectory(rows.Database, clock));
        Assert.True((await RulesAsync(here)).AreSilent && (await RulesAsync(elsewhere)).AreSilent);

        await here.SetSettingAsync("person/ada", rows.Bucket, BucketRules.PolicyKind, OpenToAll, Cancellation);

        Assert.False((await RulesAsync(here)).AreSilent);
        Assert.True((await RulesAsync(elsewhere)).AreSilent);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await RulesAsync(elsewhere)).AreSilent);

        await here.SetEncryptedAsync("person/ada", rows.Bucket, isEncrypted: true, Cancellation);
        Assert.True((await here.FindKnownAsync("leaves", Cancellation))!.Bucket.IsEncrypted);

        await here.RemoveSettingAsync("person/ada", rows.Bucket, BucketRules.PolicyKind, Cancellation);
        Assert.True((await RulesAsync(here)).AreSilent);
        await here.DeleteAsync("person/ada", rows.Bucket, Cancellation);
        Assert.Null(await here.FindKnownAsync("leaves", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_new_bucket_is_shut_to_the_public_and_knows_no_lists(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var buckets = new BucketDirectory(rows.Database, new ManualClock());

        await buckets.CreateAsync("person/ada", "new-leaves", "default", Cancellation);

        var rules = (await buckets.FindKnownAsync("new-leaves", Cancellation))!.Rules;
        Assert.Equal(new PublicAccessBlock(true, true, true, true), rules.PublicAccess);
        Assert.False(rules.KnowAcls);
        Assert.True(rules.AreSilent);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_policy_that_cannot_be_read_any_more_fails_the_request_and_allows_nothing(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var buckets = new BucketDirectory(rows.Database, new ManualClock());

        await buckets.SetSettingAsync("person/ada", rows.Bucket, BucketRules.PolicyKind, "{", Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await buckets.FindKnownAsync("leaves", Cancellation));
    }

    // "RestrictPublicBuckets: … access to a bucket that has a public policy is restricted to … authorized users within the bucket owner's account."
    [Theory]
    [InlineData(true, null, false)]
    [InlineData(false, null, true)]
    [InlineData(true, "eve", true)]
    public void A_public_policy_admits_those_without_a_key_only_where_public_buckets_are_not_restricted(bool isRestricted, string? caller, bool isAllowed)
    {
        var rules = Rules(new() { [BucketRules.PolicyKind] = OpenToAll, [BucketRules.PublicAccessKind] = Documents.TextOf(new PublicAccessBlock(false, false, false, isRestricted).Write) });

        Assert.Equal(isAllowed ? PolicyVerdict.Allowed : PolicyVerdict.NotMentioned, rules.Evaluate(Ask(caller, "s3:GetObject")));
    }

    [Theory]
    [InlineData("public-read", "ObjectWriter", false, "s3:ListBucket", true)]
    [InlineData("public-read", "ObjectWriter", false, "s3:PutObject", false)]
    [InlineData("public-read", "ObjectWriter", false, "s3:GetObject", false)]
    [InlineData("public-read-write", "ObjectWriter", false, "s3:PutObject", true)]
    [InlineData("public-read-write", "ObjectWriter", false, "s3:DeleteObject", false)]
    [InlineData("public-read", "ObjectWriter", true, "s3:ListBucket", false)]
    [InlineData("public-read", "BucketOwnerEnforced", false, "s3:ListBucket", false)]
    [InlineData("private", "ObjectWriter", false, "s3:ListBucket", false)]
    public void A_list_opens_a_bucket_as_far_as_its_owner_and_its_block_let_it(string acl, string ownership, bool isIgnored, string action, bool isAllowed)
    {
        var rules = Rules(new()
        {
            [BucketRules.AclKind] = acl,
            [BucketRules.OwnershipKind] = Documents.TextOf(new OwnershipControls(ownership).Write),
            [BucketRules.PublicAccessKind] = Documents.TextOf(new PublicAccessBlock(false, isIgnored, false, false).Write),
        });

        Assert.Equal(isAllowed ? PolicyVerdict.Allowed : PolicyVerdict.NotMentioned, rules.Evaluate(Ask(null, action)));
    }

    private static BucketRules Rules(Dictionary<string, string> settings) => BucketRules.Read(new(1, "leaves", "default", Model.Versioning.Off, DateTimeOffset.UnixEpoch), settings);

    private static PolicyContext Ask(string? caller, string action) => new(caller, action, Names.BucketName.TryParse("leaves", out var name) ? name : throw new InvalidOperationException(), Names.ObjectKey.TryParse("a", out var key) ? key : null);

    private static async Task<BucketRules> RulesAsync(BucketDirectory buckets) => (await buckets.FindKnownAsync("leaves", Cancellation))!.Rules;
}
