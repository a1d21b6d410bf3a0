using System.Text;
using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Objects.Policies;

public sealed class PolicyExplainerTests
{
    private static readonly Bucket Leaves = new(1, "leaves", "default", Versioning.Off, DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":["ada","service/loader"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::leaves/*"}""", "ada and service/loader may read objects (s3:GetObject) on leaves/*.")]
    [InlineData("""{"Sid":"Open","Effect":"Allow","Principal":"*","Action":["s3:PutObject","s3:Get*"],"Resource":"arn:aws:s3:::leaves/in/*"}""", "Open: Everybody, even without a key, may store objects (s3:PutObject) and use s3:Get* on leaves/in/*.")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::leaves/*","Condition":{"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","127.0.0.1"]},"Bool":{"aws:SecureTransport":"false"}}}""", "Nobody may do anything (s3:*) on leaves/*, if aws:SourceIp is not in 10.0.0.0/8 or 127.0.0.1 and aws:SecureTransport is false. This stands above every role and every other statement.")]
    [InlineData("""{"Effect":"Deny","NotPrincipal":{"AWS":"ada"},"NotAction":"s3:GetObject","Resource":"arn:aws:s3:::leaves"}""", "Nobody except ada may do anything except: read objects (s3:GetObject), on leaves. This stands above every role and every other statement.")]
    public void A_statement_is_a_sentence(string statement, string expected) => Assert.Equal(expected, Assert.Single(Explain(statement).Sentences));

    [Fact]
    public void The_table_holds_what_the_policy_and_the_roles_answer_together()
    {
        var explanation = Explain("""
            {"Effect":"Allow","Principal":{"AWS":"ada"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::leaves/oak/*"},
            {"Effect":"Deny","Principal":"*","Action":["s3:DeleteObject","s3:PutBucketPolicy"],"Resource":["arn:aws:s3:::leaves","arn:aws:s3:::leaves/*"]}
            """);

        Assert.Equal("oak/example.txt", explanation.Sample);
        Assert.Equal("no/no/no/denied by policy/denied by policy", AnswersOf(explanation, "somebody without a key"));
        Assert.Equal("no/by policy/no/denied by policy/denied by policy", AnswersOf(explanation, "ada, without a role here"));
        Assert.Equal("by role/by role/by role/denied by policy/denied by policy", AnswersOf(explanation, "an operator"));
        Assert.Equal("by role/by role/by role/denied by policy/by role", AnswersOf(explanation, "an administrator"));
    }

    [Fact]
    public void A_policy_for_everybody_does_not_hand_the_bucket_to_them_and_is_said_to_be_public()
    {
        var explanation = Explain("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::leaves","arn:aws:s3:::leaves/*"]}""");

        Assert.Equal("by policy/by policy/by policy/by policy/no", AnswersOf(explanation, "somebody without a key"));
        Assert.StartsWith("It is for everybody", explanation.Caution, StringComparison.Ordinal);
    }

    private static PolicyExplanation Explain(string statements)
    {
        BucketName.TryParse("leaves", out var name);
        var policy = PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""), name!).Value;
        var bucket = new KnownBucket(Leaves, BucketRules.Read(Leaves, new Dictionary<string, string>()));
        return new PolicyExplainer(bucket, policy, sample: null, context => context.With(ConditionKeys.SourceIp, "127.0.0.1")).Explain();
    }

    private static string AnswersOf(PolicyExplanation explanation, string who) =>
        string.Join('/', explanation.Examples.Single(example => example.Who == who).Answers.Select(answer => answer.Because.Length > 0 ? answer.Because : answer.IsAllowed ? "yes" : "no"));
}
