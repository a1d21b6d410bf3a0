using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Versions;

public sealed class LockRulesTests
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_a_bypass_no_retention_ever_becomes_weaker_and_compliance_not_even_with_one() => Seeded.ForAll(
        random =>
        {
            var present = AnyLock(random);
            var asked = AnyRetention(random);
            var bypasses = random.Maybe();
            if (!LockRules.MayRetain(present, asked, Now, bypasses)) return;

            var moment = Now.AddDays(random.Next(0, 40));
            var after = new ObjectLock { Mode = asked.Mode, RetainUntil = asked.Until };
            if (!bypasses) Assert.False(present.Keeps(moment, false) && !after.Keeps(moment, false));
            if (present.RetainsAt(Now)) Assert.False(present.Keeps(moment, true) && !after.Keeps(moment, true));
        },
        cases: 20_000);

    [Theory]
    [InlineData(RetentionMode.Governance, RetentionMode.Governance, 11, false, true)]
    [InlineData(RetentionMode.Governance, RetentionMode.Governance, 9, false, false)]
    [InlineData(RetentionMode.Governance, RetentionMode.Governance, 9, true, true)]
    [InlineData(RetentionMode.Governance, RetentionMode.Compliance, 11, false, false)]
    [InlineData(RetentionMode.Governance, RetentionMode.Compliance, 11, true, true)]
    [InlineData(RetentionMode.Compliance, RetentionMode.Compliance, 11, false, true)]
    [InlineData(RetentionMode.Compliance, RetentionMode.Compliance, 9, true, false)]
    [InlineData(RetentionMode.Compliance, RetentionMode.Governance, 11, true, false)]
    public void A_retention_of_ten_days_changes_as_its_mode_allows(RetentionMode present, RetentionMode asked, int days, bool bypasses, bool may) =>
        Assert.Equal(may, LockRules.MayRetain(new() { Mode = present, RetainUntil = Now.AddDays(10) }, new(asked, Now.AddDays(days)), Now, bypasses));

    [Fact]
    public void A_retention_that_has_ended_may_become_anything() =>
        Assert.True(LockRules.MayRetain(new() { Mode = RetentionMode.Compliance, RetainUntil = Now }, new(null, null), Now, bypassesGovernance: false));

    [Fact]
    public void A_new_version_gets_the_default_of_its_bucket_unless_it_names_a_retention()
    {
        var bucket = new ObjectLockConfiguration(RetentionMode.Governance, 30, null);

        Assert.Equal(new ObjectLock { Mode = RetentionMode.Governance, RetainUntil = Now.AddDays(30) }, LockRules.ForNew(null, bucket, Now));
        Assert.Equal(new ObjectLock { Mode = RetentionMode.Governance, RetainUntil = Now.AddDays(30), IsHeld = true }, LockRules.ForNew(new() { IsHeld = true }, bucket, Now));
        Assert.Equal(new ObjectLock { Mode = RetentionMode.Compliance, RetainUntil = Now.AddDays(1) }, LockRules.ForNew(new() { Mode = RetentionMode.Compliance, RetainUntil = Now.AddDays(1) }, bucket, Now));
        Assert.Null(LockRules.ForNew(null, new(null, null, null), Now));
        Assert.Null(LockRules.ForNew(null, null, Now));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(RetentionMode.Governance, 30, null)]
    [InlineData(RetentionMode.Compliance, null, 7)]
    public void A_configuration_is_read_back_from_its_row(RetentionMode? mode, int? days, int? years)
    {
        var configuration = new ObjectLockConfiguration(mode, days, years);

        Assert.Equal(configuration, ObjectLockConfiguration.OfRow(configuration.ToRow()));
    }

    private static ObjectLock AnyLock(Random random) =>
        new() { Mode = random.OneOf(RetentionMode.Governance, RetentionMode.Compliance), RetainUntil = Now.AddDays(random.Next(-10, 30)) };

    private static Retention AnyRetention(Random random) =>
        random.Maybe(0.2) ? new(null, null) : new(random.OneOf(RetentionMode.Governance, RetentionMode.Compliance), Now.AddDays(random.Next(1, 30)));
}
