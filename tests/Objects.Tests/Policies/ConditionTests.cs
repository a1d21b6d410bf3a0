using Athanor.Access.Authorization;
using static Athanor.Objects.Policies.PolicyTexts;

namespace Athanor.Objects.Policies;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"StringEquals":{"s3:prefix":"a"}}""", "s3:prefix", "a", true)]
    [InlineData("""{"StringEquals":{"s3:prefix":["b","a"]}}""", "S3:Prefix", "a", true)]
    [InlineData("""{"StringEquals":{"s3:prefix":"a*"}}""", "s3:prefix", "ab", false)]
    [InlineData("""{"StringEquals":{"s3:prefix":"A"}}""", "s3:prefix", "a", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"s3:prefix":"A"}}""", "s3:prefix", "a", true)]
    [InlineData("""{"StringNotEquals":{"s3:prefix":["b","a"]}}""", "s3:prefix", "a", false)]
    [InlineData("""{"StringNotEquals":{"s3:prefix":["b","c"]}}""", "s3:prefix", "a", true)]
    [InlineData("""{"StringLike":{"s3:prefix":"a*"}}""", "s3:prefix", "ab", true)]
    [InlineData("""{"StringNotLike":{"s3:prefix":"a*"}}""", "s3:prefix", "ab", false)]
    [InlineData("""{"StringEquals":{"s3:prefix":"home/${aws:username}"}}""", "s3:prefix", "home/ada", true)]
    [InlineData("""{"NumericLessThanEquals":{"s3:max-keys":"10"}}""", "s3:max-keys", "10", true)]
    [InlineData("""{"NumericLessThan":{"s3:max-keys":10}}""", "s3:max-keys", "10", false)]
    [InlineData("""{"NumericGreaterThan":{"s3:max-keys":9.5}}""", "s3:max-keys", "10", true)]
    [InlineData("""{"NumericNotEquals":{"s3:max-keys":10}}""", "s3:max-keys", "10", false)]
    [InlineData("""{"NumericEquals":{"s3:max-keys":10}}""", "s3:max-keys", "many", false)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}""", "aws:CurrentTime", "2026-05-04T00:00:00Z", true)]
    [InlineData("""{"DateLessThan":{"aws:EpochTime":"1767225600"}}""", "aws:EpochTime", "1767225599", true)]
    [InlineData("""{"DateEquals":{"aws:CurrentTime":"2026-01-01"}}""", "aws:CurrentTime", "2026-01-01T00:00:00Z", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", "aws:SecureTransport", "true", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":false}}""", "aws:SecureTransport", "true", false)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", "aws:SourceIp", "10.2.3.4", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.1"}}""", "aws:SourceIp", "10.0.0.2", false)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.7/8"}}""", "aws:SourceIp", "::ffff:10.2.3.4", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}""", "aws:SourceIp", "2001:db8::1", true)]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","192.168.0.0/16"]}}""", "aws:SourceIp", "192.168.1.1", false)]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam:::user/a*"}}""", "s3:prefix", "", true)]
    [InlineData("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam:::user/ada"}}""", "s3:prefix", "", false)]
    [InlineData("""{"StringEquals":{"s3:ExistingObjectTag/Stage":"raw"}}""", "s3:ExistingObjectTag/Stage", "raw", true)]
    [InlineData("""{"StringEquals":{"s3:prefix":"a"},"StringLike":{"aws:username":"ada"}}""", "s3:prefix", "a", true)]
    [InlineData("""{"StringEquals":{"s3:prefix":"a","s3:delimiter":"/"}}""", "s3:prefix", "a", false)]
    public void A_condition_holds_for_a_value(string condition, string key, string value, bool holds) =>
        Assert.Equal(holds, Holds(condition, Ask("ada", "s3:GetObject", "k").With(key, value)));

    // "If the key that you specify in a policy condition is not present in the request context, the values do not match … with negated operators … true"
    [Theory]
    [InlineData("""{"StringEquals":{"s3:prefix":"a"}}""", false)]
    [InlineData("""{"StringNotEquals":{"s3:prefix":"a"}}""", true)]
    [InlineData("""{"StringEqualsIfExists":{"s3:prefix":"a"}}""", true)]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", true)]
    [InlineData("""{"Null":{"s3:prefix":"true"}}""", true)]
    [InlineData("""{"Null":{"s3:prefix":false}}""", false)]
    [InlineData("""{"Null":{"aws:username":"false"}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":"a"}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"s3:RequestObjectTagKeys":"a"}}""", false)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"s3:RequestObjectTagKeys":"a"}}""", false)]
    public void A_key_that_is_not_there(string condition, bool holds) => Assert.Equal(holds, Holds(condition, Ask("ada", "s3:GetObject", "k")));

    [Theory]
    [InlineData("ForAllValues:StringEquals", "\"a\",\"b\",\"c\"", true)]
    [InlineData("ForAllValues:StringEquals", "\"a\"", false)]
    [InlineData("ForAnyValue:StringEquals", "\"a\",\"x\"", true)]
    [InlineData("ForAnyValue:StringEquals", "\"x\"", false)]
    [InlineData("ForAllValues:StringNotEquals", "\"x\"", true)]
    [InlineData("ForAllValues:StringNotEquals", "\"a\"", false)]
    [InlineData("ForAnyValue:StringNotEquals", "\"a\"", true)]
    [InlineData("StringNotEquals", "\"a\"", false)]
    public void A_key_of_several_values(string name, string values, bool holds) =>
        Assert.Equal(holds, Holds($$$"""{"{{{name}}}":{"s3:RequestObjectTagKeys":[{{{values}}}]}}""", Ask("ada", "s3:GetObject", "k").With("s3:RequestObjectTagKeys", "a", "b")));

    private static bool Holds(string condition, PolicyContext context) => Policy(Statement(condition: condition)).Evaluate(context) == PolicyVerdict.Allowed;
}
