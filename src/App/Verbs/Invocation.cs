using System.Collections;
using System.CommandLine;
using Athanor.App.Server;
using Athanor.Foundation.Settings;

namespace Athanor.App.Verbs;

/// <summary>One call of the program: its arguments, where its data and settings are, and how it answers.</summary>
internal sealed class Invocation(ParseResult arguments)
{
    private const string DefaultData = ".athanor";
    private const string DefaultSettings = "athanor.yaml";

    public Output Output { get; } = new(arguments.GetValue(CommonOptions.Json));

    public DataDirectory Data { get; } = new(Path.GetFullPath(arguments.GetValue(CommonOptions.Data) ?? Variable("ATHANOR_DATA") ?? DefaultData));

    public T? Get<T>(Option<T> option) => arguments.GetValue(option);
    public T? Get<T>(Argument<T> argument) => arguments.GetValue(argument);

    /// <summary>Settings in force: defaults, then the file, then the environment, then the flags of this call.</summary>
    public Configuration LoadConfiguration(params IEnumerable<KeyValuePair<string, string>> unlessGiven)
    {
        var flags = SettingFlags.Read(arguments);
        foreach (var (key, value) in unlessGiven) flags.TryAdd(key, value);
        return Configuration.Load(Slices.Options, SettingsFile(), Environment(), flags);
    }

    public ApiClient Api() => ApiClient.Create(arguments.GetValue(CommonOptions.Url) ?? Variable("ATHANOR_URL"), Variable("ATHANOR_TOKEN"), Data);

    public static string? Variable(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private string? SettingsFile() => arguments.GetValue(CommonOptions.Config) ?? Variable("ATHANOR_CONFIG") ?? (File.Exists(DefaultSettings) ? DefaultSettings : null);

    private static Dictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
