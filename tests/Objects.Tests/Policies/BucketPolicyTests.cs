using Athanor.Access.Authorization;
using static Athanor.Objects.Policies.PolicyTexts;

namespace Athanor.Objects.Policies;

public sealed class BucketPolicyTests
{
    // "By default, all requests are implicitly denied": here, roles decide then.
    [Fact]
    public void What_no_statement_speaks_of_is_not_mentioned()
    {
        var policy = Policy(Statement());

        Assert.Equal(PolicyVerdict.Allowed, policy.Evaluate(Ask(null, "s3:GetObject", "a")));
        Assert.Equal(PolicyVerdict.NotMentioned, policy.Evaluate(Ask("ada", "s3:PutObject", "a")));
        Assert.Equal(PolicyVerdict.NotMentioned, policy.Evaluate(Ask("ada", "s3:GetObject")));
    }

    // "An explicit deny in any policy overrides any allows."
    [Fact]
    public void A_denial_counts_wherever_it_stands()
    {
        var (allow, deny) = (Statement(), Statement("Deny", "{\"AWS\":\"eve\"}"));

        Assert.Equal(PolicyVerdict.Denied, Policy(allow, deny).Evaluate(Ask("eve", "s3:GetObject", "a")));
        Assert.Equal(PolicyVerdict.Denied, Policy(deny, allow).Evaluate(Ask("eve", "s3:GetObject", "a")));
        Assert.Equal(PolicyVerdict.Allowed, Policy(deny, allow).Evaluate(Ask("ada", "s3:GetObject", "a")));
    }

    [Theory]
    [InlineData("\"*\"", null, true)]
    [InlineData("{\"AWS\":\"*\"}", null, true)]
    [InlineData("{\"AWS\":\"ada\"}", "ada", true)]
    [InlineData("{\"AWS\":\"arn:aws:iam:::user/ada\"}", "ada", true)]
    [InlineData("{\"AWS\":[\"arn:aws:iam::123456789012:user/bob\",\"ada\"]}", "bob", true)]
    [InlineData("{\"AWS\":\"ada\"}", "eve", false)]
    [InlineData("{\"AWS\":\"ada\"}", null, false)]
    [InlineData("{\"AWS\":\"ada\"}", "Ada", false)]
    public void A_principal_is_everybody_or_somebody_by_name(string principal, string? caller, bool isAllowed) =>
        Assert.Equal(isAllowed, Policy(Statement(principal: principal)).Evaluate(Ask(caller, "s3:GetObject", "a")) == PolicyVerdict.Allowed);

    [Theory]
    [InlineData("person/ada", true)]
    [InlineData("service/ada", false)]
    [InlineData("ada", true)]
    public void A_principal_may_be_named_with_its_kind(string principal, bool isAllowed) => Assert.Equal(
        isAllowed, Policy(Statement(principal: $$"""{"AWS":"{{principal}}"}""")).Evaluate(new("ada", "s3:GetObject", Plants, Key("a")) { Actor = "person/ada" }) == PolicyVerdict.Allowed);

    // "NotPrincipal … deny access to all principals except the one named"
    [Fact]
    public void Everybody_else_can_be_denied()
    {
        var policy = Policy("""{"Effect":"Deny","NotPrincipal":{"AWS":"ada"},"NotAction":"s3:List*","NotResource":"arn:aws:s3:::plants/public/*"}""");

        Assert.Equal(PolicyVerdict.NotMentioned, policy.Evaluate(Ask("ada", "s3:GetObject", "a")));
        Assert.Equal(PolicyVerdict.Denied, policy.Evaluate(Ask("bob", "s3:GetObject", "a")));
        Assert.Equal(PolicyVerdict.Denied, policy.Evaluate(Ask(null, "s3:GetObject", "a")));
        Assert.Equal(PolicyVerdict.NotMentioned, policy.Evaluate(Ask("bob", "s3:ListBucket")));
        Assert.Equal(PolicyVerdict.NotMentioned, policy.Evaluate(Ask("bob", "s3:GetObject", "public/a")));
    }

    [Theory]
    [InlineData("s3:*", "s3:DeleteObject", true)]
    [InlineData("*", "s3:DeleteObject", true)]
    [InlineData("S3:getobject", "s3:GetObject", true)]
    [InlineData("s3:Get*", "s3:GetObjectVersion", true)]
    [InlineData("s3:GetObject?ersion", "s3:GetObjectVersion", true)]
    [InlineData("s3:GetObject", "s3:GetObjectVersion", false)]
    public void Actions_are_patterns_without_case(string pattern, string action, bool isAllowed) =>
        Assert.Equal(isAllowed, Policy(Statement(action: $"\"{pattern}\"")).Evaluate(Ask("ada", action, "a")) == PolicyVerdict.Allowed);

    [Theory]
    [InlineData("arn:aws:s3:::plants/*", "a/b", true)]
    [InlineData("arn:aws:s3:::plants/a/*", "a/b/c", true)]
    [InlineData("arn:aws:s3:::plants/?.png", "a.png", true)]
    [InlineData("arn:aws:s3:::plants/*.png", "a.PNG", false)]
    [InlineData("arn:aws:s3:::plants/a", "a/b", false)]
    [InlineData("arn:aws:s3:::plants/${aws:username}/*", "ada/b", true)]
    [InlineData("arn:aws:s3:::plants/${aws:username}/*", "bob/b", false)]
    [InlineData("arn:aws:s3:::plants/${*}", "*", true)]
    [InlineData("arn:aws:s3:::plants/${*}", "a", false)]
    [InlineData("arn:aws:s3:::plants/${aws:Referer, 'none'}", "none", true)]
    [InlineData("arn:aws:s3:::plants/${aws:Referer}", "", false)]
    public void Resources_are_patterns_with_case_and_variables(string pattern, string key, bool isAllowed) =>
        Assert.Equal(isAllowed, Policy(Statement(resource: $"\"{pattern}\"")).Evaluate(Ask("ada", "s3:GetObject", key.Length == 0 ? "x" : key)) == PolicyVerdict.Allowed);

    [Fact]
    public void A_star_in_somebodys_name_is_no_wildcard()
    {
        var policy = Policy(Statement(resource: "\"arn:aws:s3:::plants/${aws:Referer}/a\""));

        Assert.Equal(PolicyVerdict.NotMentioned, policy.Evaluate(Ask("ada", "s3:GetObject", "others/a").With("aws:Referer", "*")));
        Assert.Equal(PolicyVerdict.Allowed, policy.Evaluate(Ask("ada", "s3:GetObject", "*/a").With("aws:Referer", "*")));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.1.2.0/24"}}""", false)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":["10.1.2.0/24","0.0.0.0/0"]}}""", true)]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"10.1.2.0/24"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:username":"ada"}}""", false)]
    [InlineData("""{"StringLike":{"aws:username":"a*"}}""", true)]
    [InlineData("""{"StringLikeIfExists":{"aws:username":"ada"}}""", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":true}}""", true)]
    public void A_policy_is_public_unless_a_condition_ties_it_down(string? condition, bool isPublic)
    {
        Assert.Equal(isPublic, Policy(Statement(condition: condition)).IsPublic);
        Assert.False(Policy(Statement(principal: "{\"AWS\":\"ada\"}", condition: condition)).IsPublic);
        Assert.False(Policy(Statement("Deny", condition: condition)).IsPublic);
    }

    [Fact]
    public void Every_operation_has_an_action_and_operations_on_versions_have_their_own()
    {
        Assert.All(S3Actions.Operations, operation => Assert.StartsWith("s3:", S3Actions.Of(operation), StringComparison.Ordinal));
        Assert.Equal("s3:GetObjectVersion", S3Actions.Of("GetObject", namesVersion: true));
        Assert.Equal("s3:PutObject", S3Actions.Of("PutObject", namesVersion: true));
    }
}
