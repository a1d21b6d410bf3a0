using static Athanor.Objects.Policies.PolicyTexts;

namespace Athanor.Objects.Policies;

public sealed class PolicyReaderTests
{
    [Fact]
    public void One_statement_may_stand_for_a_list_of_one() => Assert.Null(Read($$"""{"Id":"x","Version":"2008-10-17","Statement":{{Statement()}}}""").Error);

    [Theory]
    [InlineData("")]
    [InlineData(" {}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"Statement":[]}""")]
    [InlineData("""{"Statement":[1]}""")]
    [InlineData("""{"Version":"2020-01-01","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}]}""")]
    [InlineData("""{"Extra":1,"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}]}""")]
    [InlineData("""{"Statement":[{"Sid":"\ud800","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}]}""")]
    [InlineData("""{"Statement":[{"Sid":"a","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"},{"Sid":"a","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}]}""")]
    public void A_document_in_another_form_is_malformed(string json) => Assert.Equal("MalformedPolicy", Read(json).Error?.Code);

    [Theory]
    [InlineData("""{"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"ada","Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":[]},"Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:root"},"Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"a*"},"Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"x"},"Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","NotPrincipal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:Fly","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"ec2:*","Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":[],"Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":["s3:*",1],"Resource":"arn:aws:s3:::plants"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::others/*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","When":"now"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":[]}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"StringSounds":{"s3:prefix":"a"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"NullIfExists":{"s3:prefix":"true"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"StringEquals":{"s3:mood":"a"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"StringEquals":{"s3:prefix":[]}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"StringEquals":{"s3:prefix":{}}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"NumericEquals":{"s3:max-keys":"many"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"DateEquals":{"aws:CurrentTime":"soon"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/33"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::plants","Condition":{"Bool":{"aws:SecureTransport":"yes"}}}""")]
    public void A_statement_that_is_not_understood_is_malformed_and_never_skipped(string statement)
    {
        Assert.Equal("MalformedPolicy", Read($$"""{"Statement":[{{statement}}]}""").Error?.Code);
    }

    // "Bucket policies are limited to 20 KB in size."
    [Fact]
    public void A_policy_is_at_most_twenty_kilobytes_long()
    {
        var policy = $$"""{"Id":"{{new string('x', BucketPolicy.MaximumBytes)}}","Statement":[{{Statement()}}]}""";

        Assert.Equal("MalformedPolicy", Read(policy).Error?.Code);
    }

    [Fact]
    public void Every_operator_is_read_with_every_form()
    {
        foreach (var name in ConditionOperator.Names)
        {
            Assert.NotNull(ConditionOperator.TryParse(name));
            Assert.Equal(name != "Null", ConditionOperator.TryParse($"ForAnyValue:{name}IfExists") is not null);
        }
        Assert.Null(ConditionOperator.TryParse("ForSomeValues:StringEquals"));
    }
}
