using Athanor.Foundation.Documents;

namespace Athanor.Jobs.Specifications;

/// <summary>Variables for the command. Names that the launcher sets itself are refused, so that nobody can make a job believe in another place than its own.</summary>
internal static class EnvironmentReader
{
    private const int MostVariables = 1000;
    private const int LongestName = 255;
    private const int LongestValue = 64 << 10;
    private const int LongestTotal = 512 << 10;

    public static IReadOnlyDictionary<string, string> Variables(Section? section)
    {
        var variables = Read(section, "a variable", NameOf);
        foreach (var (name, value) in variables)
            if (LaunchVariables.IsReserved(name)) throw section!.Fault($"the launcher sets `{name}` itself; choose another name");
            else if (value.Length > LongestValue) throw section!.Fault($"`{name}` is longer than {LongestValue >> 10} KiB");
        return variables.Sum(variable => (long)variable.Key.Length + variable.Value.Length) <= LongestTotal ? variables : throw section!.Fault($"all variables together are longer than {LongestTotal >> 10} KiB");
    }

    public static IReadOnlyDictionary<string, string> Secrets(Section? section)
    {
        var secrets = Variables(section);
        foreach (var (name, secret) in secrets)
            if (!SecretName.IsValid(secret)) throw section!.Fault($"`{name}` names a secret of the project by lower-case letters, digits and hyphens, never its value");
        return secrets;
    }

    /// <summary>What only one executor understands; it checks the names itself.</summary>
    public static IReadOnlyDictionary<string, string> Options(Section? section)
    {
        var options = Read(section, "an option", name => name.Length is > 0 and <= 40 && name.All(letter => char.IsAsciiLetterLower(letter) || letter == '-'));
        foreach (var (name, value) in options)
            if (value.Length > 200 || value.Any(char.IsControl)) throw section!.Fault($"`{name}` is one line of at most 200 characters");
        return options;
    }

    private static Dictionary<string, string> Read(Section? section, string what, Func<string, bool> isName)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (section is null) return found;
        foreach (var (name, text, inner) in section.Entries())
        {
            if (inner is not null || text is null) throw section.Fault($"`{name}` is a single value");
            if (!isName(name)) throw text.Fault($"'{(name.Length > 40 ? name[..40] + "…" : name)}' is no name of {what}");
            if (text.Text.Contains('\0', StringComparison.Ordinal)) throw text.Fault($"`{name}` holds a NUL, which no variable can");
            found[name] = text.Text;
        }
        return found.Count <= MostVariables ? found : throw section.Fault($"there are more than {MostVariables} of them");
    }

    private static bool NameOf(string name) => name.Length is > 0 and <= LongestName && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
