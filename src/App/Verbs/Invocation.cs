using System.Collections;
using System.CommandLine;
using Athanor.App.Server;
using Athanor.App.Verbs.Objects;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Settings;
using Athanor.Objects;
using Athanor.Objects.Client;

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

    /// <summary>The S3 door, with the caller's own key; the administrator's only goes to the server of this data directory.</summary>
    public S3Connection S3()
    {
        var own = Data.FindServer()?.S3Url;
        var url = Variable("AWS_ENDPOINT_URL_S3") ?? own ?? throw new ProblemException(Data.FindServer() is null ? CommandProblems.NoServer(Data.Path) : ObjectsCommandProblems.NoDoor);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https")) throw new ProblemException(CommandProblems.BadUrl(url));
        var key = Variable("ATHANOR_TOKEN")?.Split('.', 2) is [var id, var secret] ? new AdminKey(id, secret)
            : Variable("AWS_ACCESS_KEY_ID") is { } name && Variable("AWS_SECRET_ACCESS_KEY") is { } hidden ? new AdminKey(name, hidden)
            : own is null || new Uri(own) != endpoint ? throw new ProblemException(CommandProblems.NoKeyForOther(endpoint.Authority))
            : AdminKey.Read(Data.AdminKeyFile) ?? throw new ProblemException(CommandProblems.NoKey(Data.AdminKeyFile));
        return new(endpoint, key.KeyId, key.Secret, Variable("AWS_REGION") ?? LoadConfiguration().Get<ObjectsOptions>().Region);
    }

    public static string? Variable(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private string? SettingsFile() => arguments.GetValue(CommonOptions.Config) ?? Variable("ATHANOR_CONFIG") ?? (File.Exists(DefaultSettings) ? DefaultSettings : null);

    private static Dictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
