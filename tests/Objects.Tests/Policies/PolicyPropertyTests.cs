using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Objects.Names;

namespace Athanor.Objects.Policies;

public sealed class PolicyPropertyTests
{
    private const string Sample = """
        {"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":["ada","arn:aws:iam:::user/bob"]},"Action":["s3:Get*","s3:PutObject"],
        "Resource":["arn:aws:s3:::plants","arn:aws:s3:::plants/${aws:username}/*"],"Condition":{"StringLike":{"s3:prefix":["a*","b?"]},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},
        "NumericLessThan":{"s3:max-keys":5},"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"Null":{"s3:delimiter":true}}}]}
        """;

    private static readonly string[] People = ["ada", "bob", "eve"];
    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
    private static readonly string[] ActionPatterns = ["s3:GetObject", "s3:Put*", "s3:*", "s3:?e*Object", "*"];
    private static readonly string[] Keys = ["a", "a/b", "ab", "b/a", "*"];
    private static readonly string[] KeyPatterns = ["*", "a*", "*a", "a/?", "?", "a*b*"];

    [Fact]
    public void No_document_makes_the_reader_or_the_policy_throw() => Seeded.ForAll(
        random =>
        {
            var json = random.Damage(Encoding.UTF8.GetBytes(Sample));
            if (PolicyReader.Read(json, PolicyTexts.Plants).TryGet(out var policy, out var error)) policy.Evaluate(PolicyTexts.Ask("ada", "s3:GetObject", "ada/a").With("s3:prefix", random.AnyText(5)));
            else Assert.Equal("MalformedPolicy", error.Code);
        });

    [Fact]
    public void Whatever_white_space_and_order_a_policy_is_written_in_it_decides_the_same() => Seeded.ForAll(
        random =>
        {
            var model = Model.Create(random);
            var context = PolicyTexts.Ask(random.OneOf(People), random.OneOf(Actions), random.OneOf(Keys)).With("s3:prefix", random.OneOf("a", "b"));

            Assert.Equal(PolicyTexts.Policy(model.ToJson()).Evaluate(context), PolicyTexts.Read(Anyhow(random, model.ToJson())).Value.Evaluate(context));
        });

    [Fact]
    public void A_policy_decides_as_its_statements_say_one_by_one() => Seeded.ForAll(
        random =>
        {
            Model[] statements = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Model.Create(random))];
            var policy = PolicyTexts.Policy([.. statements.Select(statement => statement.ToJson())]);
            var (person, action, key, prefix) = (random.Maybe(0.2) ? null : random.OneOf(People), random.OneOf(Actions), random.OneOf(Keys), random.Maybe(0.3) ? null : random.OneOf("a", "b"));
            var context = PolicyTexts.Ask(person, action, key);
            if (prefix is not null) context.With("s3:prefix", prefix);

            var applying = statements.Where(statement => statement.Applies(person, action, key, prefix)).ToList();
            var expected = applying.Any(statement => statement.IsDeny) ? PolicyVerdict.Denied : applying.Count > 0 ? PolicyVerdict.Allowed : PolicyVerdict.NotMentioned;

            Assert.Equal(expected, policy.Evaluate(context));
        });

    [Fact]
    public void A_pattern_matches_what_its_definition_says() => Seeded.ForAll(
        random =>
        {
            var (pattern, text) = (random.Text("ab*?/", 10), random.Text("ab/", 12));

            Assert.Equal(IsMatch(pattern, text), new PolicyPattern(pattern).Matches(text, PolicyTexts.Ask(null, "s3:GetObject")));
        });

    [Fact]
    public void A_pattern_made_to_take_long_does_not()
    {
        var pattern = new PolicyPattern(new StringBuilder().Insert(0, "*a", 5_000).ToString());

        Assert.False(pattern.Matches(new string('a', ObjectKey.MaximumBytes) + "b", PolicyTexts.Ask(null, "s3:GetObject")));
    }

    // Members in any order, white space anywhere, a list of one or the thing itself.
    private static string Anyhow(Random random, string statement)
    {
        var members = JsonNode.Parse(statement)!.AsObject().ToList();
        random.Shuffle(CollectionsMarshal.AsSpan(members));
        var shuffled = new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, Listed(random, member.Key, member.Value!))));
        var text = shuffled.ToJsonString(new() { WriteIndented = random.Maybe() });
        string[] parts = ["\"Version\" : \"2012-10-17\"", random.Maybe() ? $"\"Statement\":\t[ {text} ]" : $"\"Statement\":\n{text}"];
        if (random.Maybe()) Array.Reverse(parts);
        return $"{{{string.Join(" , ", parts)}}}\r\n";
    }

    private static JsonNode Listed(Random random, string member, JsonNode value) =>
        member is "Action" or "NotAction" or "Resource" && random.Maybe() ? new JsonArray(value.DeepClone()) : value.DeepClone();

    // The definition: a star is nothing, or one letter and itself again.
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => pattern switch
    {
        [] => text.IsEmpty,
        ['*', .. var rest] => IsMatch(rest, text) || (!text.IsEmpty && IsMatch(pattern, text[1..])),
        ['?', .. var rest] => !text.IsEmpty && IsMatch(rest, text[1..]),
        [var letter, .. var rest] => !text.IsEmpty && text[0] == letter && IsMatch(rest, text[1..]),
    };

    private sealed record Model(bool IsDeny, bool InvertsPeople, string[] People, bool InvertsActions, string ActionPattern, string KeyPattern, string? Prefix, bool IsNegated)
    {
        public static Model Create(Random random) => new(
            random.Maybe(), random.Maybe(0.2), random.Maybe(0.3) ? ["*"] : [random.OneOf(PolicyPropertyTests.People), random.OneOf(PolicyPropertyTests.People)], random.Maybe(0.2),
            random.OneOf(ActionPatterns), random.OneOf(KeyPatterns), random.Maybe() ? random.OneOf("a", "b") : null, random.Maybe());

        public string ToJson() =>
            $$$"""
            {"Effect":"{{{(IsDeny ? "Deny" : "Allow")}}}","{{{(InvertsPeople ? "NotPrincipal" : "Principal")}}}":{"AWS":[{{{string.Join(',', People.Select(name => $"\"{name}\""))}}}]},
            "{{{(InvertsActions ? "NotAction" : "Action")}}}":"{{{ActionPattern}}}","Resource":"arn:aws:s3:::plants/{{{KeyPattern}}}"{{{Condition}}}}
            """;

        public bool Applies(string? person, string action, string key, string? prefix) =>
            (People.Contains("*") || People.Contains(person)) != InvertsPeople
            && IsMatch(ActionPattern, action) != InvertsActions
            && IsMatch(KeyPattern, key)
            && (Prefix is null || (Prefix == prefix) != IsNegated);

        private string Condition => Prefix is null ? "" : $$$""","Condition":{"{{{(IsNegated ? "StringNotEquals" : "StringEquals")}}}":{"s3:prefix":"{{{Prefix}}}"}}""";
    }
}
