using System.CommandLine;
using Athanor.Foundation.Settings;

namespace Athanor.App.Verbs;

/// <summary>
/// A flag for each setting, such as <c>--server.listen</c>, made from the same descriptions as the documentation. Secrets have
/// none: every process of the machine can read another's command line.
/// </summary>
internal static class SettingFlags
{
    private static readonly Dictionary<string, Option<string?>> Options = Slices.Settings.Where(setting => !setting.IsSecret).ToDictionary(setting => setting.Key, Create, StringComparer.Ordinal);

    /// <summary>Written often enough to deserve a name of its own.</summary>
    private static readonly Option<bool> Insecure = new("--insecure") { Description = "Short for --server.insecure true." };

    public static void AddTo(Command command)
    {
        foreach (var option in Options.Values) command.Options.Add(option);
        command.Options.Add(Insecure);
    }

    public static Dictionary<string, string> Read(ParseResult arguments)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, option) in Options)
            if (arguments.GetResult(option) is not null && arguments.GetValue(option) is { } value) flags[key] = value;
        if (arguments.GetResult(Insecure) is not null && arguments.GetValue(Insecure)) flags["server.insecure"] = "true";
        return flags;
    }

    private static Option<string?> Create(Setting setting)
    {
        var option = new Option<string?>(setting.Flag)
        {
            Description = $"{setting.About.Description}{(setting.Default.Length > 0 ? $" [default: {setting.Default}]" : "")}",
            HelpName = setting.Kind.Split(' ')[0],
        };
        if (setting.About.OneOf.Length > 0) option.CompletionSources.Add(setting.About.OneOf);
        return option;
    }
}
