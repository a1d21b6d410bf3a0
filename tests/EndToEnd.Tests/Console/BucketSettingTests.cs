using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class BucketSettingTests(AthanorServer server, Browser browser) : IClassFixture<AthanorServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_policy_is_explained_before_it_holds_and_holds_once_it_is_saved()
    {
        var page = await OpenAsync("explained", "policy");

        await page.GetByLabel("Policy in JSON").FillAsync("""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::explained/secret/*"}}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Explain, change nothing" }).ClickAsync();
        await Expect(page.Locator(".sentences")).ToContainTextAsync("Nobody may read objects (s3:GetObject) on explained/secret/*.");
        await Expect(page.Locator("tr", new() { HasText = "an administrator" })).ToContainTextAsync("denied by policy");
        await Expect(page.GetByText("Not saved")).ToBeVisibleAsync();
        using var s3 = ObjectSamples.ClientOf(server);
        await Assert.ThrowsAnyAsync<Amazon.S3.AmazonS3Exception>(() => s3.GetObjectAsync("explained", "secret/missing", Cancellation));

        await page.GetByRole(AriaRole.Button, new() { Name = "Save the policy" }).ClickAsync();
        await Expect(page.GetByText("In force")).ToBeVisibleAsync();
        var kept = await s3.GetBucketPolicyAsync("explained", Cancellation);
        Assert.Contains("explained/secret/*", kept.Policy, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Theory, InlineData("cut-off", "{\"Version\":", "invalid Json"), InlineData("flying", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:Fly","Resource":"arn:aws:s3:::flying/*"}]}""", "action")]
    public async Task A_malformed_policy_is_refused_with_the_reason_and_stays_in_the_editor(string bucket, string policy, string reason)
    {
        var page = await OpenAsync(bucket, "policy");

        await page.GetByLabel("Policy in JSON").FillAsync(policy);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the policy" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(reason, new() { IgnoreCase = true });
        await Expect(page.GetByLabel("Policy in JSON")).ToHaveValueAsync(policy);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Lifecycle_rules_are_explained_and_counted_before_they_hold()
    {
        var page = await OpenAsync("ageing", "lifecycle");
        using var s3 = ObjectSamples.ClientOf(server);
        await s3.PutObjectAsync(new() { BucketName = "ageing", Key = "logs/old.txt", ContentBody = "old" }, Cancellation);

        await page.GetByLabel("Rules as S3 writes them").FillAsync(
            """
            <LifecycleConfiguration><Rule><ID>past</ID><Status>Enabled</Status><Filter><Prefix>logs/</Prefix></Filter><Expiration><Date>2020-01-01T00:00:00Z</Date></Expiration></Rule></LifecycleConfiguration>
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview, change nothing" }).ClickAsync();
        await Expect(page.Locator(".sentences")).ToContainTextAsync("past: of what begins with logs/: objects are deleted on 2020-01-01.");
        await Expect(page.Locator("[data-preview]")).ToContainTextAsync("remove 1 versions");
        await Expect(page.GetByLabel("Examples")).ToContainTextAsync("logs/old.txt");
        await Expect(page.GetByText("Not saved")).ToBeVisibleAsync();

        await page.GetByLabel("Rules as S3 writes them").FillAsync((await page.GetByLabel("Rules as S3 writes them").GetAttributeAsync("placeholder"))!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rules" }).ClickAsync();
        await Expect(page.GetByText("In force")).ToBeVisibleAsync();
        Assert.Equal("old-logs", Assert.Single((await s3.GetLifecycleConfigurationAsync("ageing", Cancellation)).Configuration.Rules).Id);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Settings_made_here_are_those_that_S3_clients_see()
    {
        var page = await OpenAsync("configured", "settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep every version" }).ClickAsync();
        await page.GetByLabel("Refuse policies that let everybody in").UncheckAsync();
        await page.Locator("form[action$='/public-access'] button").ClickAsync();
        await page.GetByText("Change the rules").ClickAsync();
        var rules = page.GetByLabel("Rules as S3 writes them");
        await rules.FillAsync("<CORSConfiguration><CORSRule/></CORSConfiguration>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rules" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not well formed");
        await rules.FillAsync((await rules.GetAttributeAsync("placeholder"))!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rules" }).ClickAsync();
        await Expect(page.GetByText("Pages from https://example.org may send GET with any headers.")).ToBeVisibleAsync();

        using var s3 = ObjectSamples.ClientOf(server);
        Assert.Equal(Amazon.S3.VersionStatus.Enabled, (await s3.GetBucketVersioningAsync("configured", Cancellation)).VersioningConfig.Status);
        var block = (await s3.GetPublicAccessBlockAsync(new() { BucketName = "configured" }, Cancellation)).PublicAccessBlockConfiguration;
        Assert.Equal((false, true), (block.BlockPublicPolicy, block.RestrictPublicBuckets));
        Assert.Equal(["https://example.org"], Assert.Single((await s3.GetCORSConfigurationAsync("configured", Cancellation)).Configuration.Rules).AllowedOrigins);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Everything_is_read_back_at_a_press_and_a_project_gets_a_quota()
    {
        var page = await OpenAsync("kept", "settings");
        await page.GotoAsync("/storage");

        await page.GetByText("Quota", new() { Exact = true }).First.ClickAsync();
        await page.GetByLabel("At most this size").First.FillAsync("2 GiB");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the quota" }).First.ClickAsync();
        await Expect(page.GetByText("of 2 GiB")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Read everything back now" }).ClickAsync();

        await Expect(page.Locator("#scrub + .card")).ToContainTextAsync("damaged");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string bucket, string part)
    {
        using var s3 = ObjectSamples.ClientOf(server);
        await s3.PutBucketAsync(bucket, Cancellation);
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync($"/buckets/{bucket}/{part}");
        return page;
    }
}
