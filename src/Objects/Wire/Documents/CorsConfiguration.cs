using System.Buffers;
using System.Globalization;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal sealed record CorsConfiguration(IReadOnlyList<CorsRule> Rules)
{
    private const int MaximumRules = 100;

    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

    public static Reading<CorsConfiguration> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "CORSConfiguration").TryGet(out var root, out var error)) return error;

        var rules = new List<CorsRule>();
        foreach (var element in root.All("CORSRule"))
        {
            if (rules.Count == MaximumRules || !ReadRule(element).TryGet(out var rule, out error)) return error ?? S3Errors.MalformedXml;
            rules.Add(rule);
        }
        return rules.Count > 0 ? new CorsConfiguration(rules) : S3Errors.MalformedXml;
    }

    /// <summary>"S3 evaluates … and uses the first CORSRule rule that matches."</summary>
    public CorsRule? Find(string origin, string method, IReadOnlyCollection<string> requestHeaders) =>
        Rules.FirstOrDefault(rule => rule.AllowedOriginFor(origin, method, requestHeaders) is not null);

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target)
        .Begin("CORSConfiguration")
        .Each(Rules, (answer, rule) => answer
            .Open("CORSRule")
            .Text("ID", rule.Id)
            .Each(rule.AllowedOrigins, (each, text) => each.Text("AllowedOrigin", text))
            .Each(rule.AllowedMethods, (each, text) => each.Text("AllowedMethod", text))
            .Each(rule.AllowedHeaders, (each, text) => each.Text("AllowedHeader", text))
            .Each(rule.ExposeHeaders, (each, text) => each.Text("ExposeHeader", text))
            .Number("MaxAgeSeconds", rule.MaxAgeSeconds)
            .Close())
        .End();

    private static Reading<CorsRule> ReadRule(Element element)
    {
        var rule = new CorsRule
        {
            Id = element.TextOf("ID"),
            AllowedOrigins = Texts("AllowedOrigin"),
            AllowedMethods = Texts("AllowedMethod"),
            AllowedHeaders = Texts("AllowedHeader"),
            ExposeHeaders = Texts("ExposeHeader"),
            MaxAgeSeconds = ReadAge(element.TextOf("MaxAgeSeconds"), out var isAge),
        };
        if (!isAge || rule.Id?.Length > 255 || rule.AllowedOrigins.Count == 0 || rule.AllowedMethods.Count == 0) return S3Errors.MalformedXml;
        if (rule.AllowedMethods.FirstOrDefault(method => !Methods.Contains(method)) is { } unknown)
            return S3Errors.InvalidRequest.Because($"Found unsupported HTTP method in CORS config. Unsupported method is {unknown}");
        if (rule.AllowedOrigins.FirstOrDefault(HasTwoStars) is { } origin) return S3Errors.InvalidRequest.Because($"AllowedOrigin \"{origin}\" can not have more than one wildcard.");
        if (rule.AllowedHeaders.FirstOrDefault(HasTwoStars) is { } header) return S3Errors.InvalidRequest.Because($"AllowedHeader \"{header}\" can not have more than one wildcard.");
        return rule;

        string[] Texts(string name) => [.. element.All(name).Select(child => child.Text.Trim())];
    }

    private static int? ReadAge(string? text, out bool isAge)
    {
        isAge = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || text is null;
        return text is null || !isAge ? null : seconds;
    }

    private static bool HasTwoStars(string pattern) => pattern.Count(letter => letter == '*') > 1;
}
