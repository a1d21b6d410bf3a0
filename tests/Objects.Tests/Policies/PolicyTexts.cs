using System.Text;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Policies;

internal static class PolicyTexts
{
    public static BucketName Plants { get; } = BucketName.TryParse("plants", out var name) ? name : throw new InvalidOperationException();

    public static Reading<BucketPolicy> Read(string json) => PolicyReader.Read(Encoding.UTF8.GetBytes(json), Plants);

    public static string Statement(string effect = "Allow", string principal = "\"*\"", string action = "\"s3:GetObject\"", string resource = "\"arn:aws:s3:::plants/*\"", string? condition = null) =>
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":{{action}},"Resource":{{resource}}{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""";

    public static BucketPolicy Policy(params string[] statements) => Read($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""").Value;

    public static PolicyContext Ask(string? principal, string action, string? key = null) =>
        new(principal, action, Plants, key is null ? null : Key(key));

    public static ObjectKey Key(string key) => ObjectKey.TryParse(key, out var parsed) ? parsed : throw new ArgumentException(key, nameof(key));
}
