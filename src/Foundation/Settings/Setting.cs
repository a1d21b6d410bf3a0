using System.Reflection;
using System.Text;

namespace Athanor.Foundation.Settings;

/// <summary>One setting: its key in the file, its name in the environment, its flag, its default and what it means.</summary>
public sealed record Setting(string Section, string Name, PropertyInfo Property, SettingAttribute About, string Default)
{
    public string Key => $"{Section}.{Name}";
    public string EnvironmentName => $"ATHANOR__{Upper(Section)}__{Upper(Name)}";
    public string Flag => $"--{Key}";
    public bool IsSecret => About.IsSecret;

    public string Kind => Property.PropertyType switch
    {
        var type when type == typeof(bool) => "true or false",
        var type when type == typeof(int) || type == typeof(long) || type == typeof(double) => "number",
        var type when type == typeof(TimeSpan) => "duration (30s, 5m, 12h, 7d)",
        var type when type == typeof(Units.Bytes) => "size (64KiB, 1MiB)",
        _ => About.OneOf.Length > 0 ? string.Join(", ", About.OneOf) : "text",
    };

    /// <summary><c>TlsCertificate</c> is written <c>tls-certificate</c>.</summary>
    internal static string KebabCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    private static string Upper(string name) => name.Replace('-', '_').ToUpperInvariant();
}
