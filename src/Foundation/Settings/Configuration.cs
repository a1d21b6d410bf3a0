using System.Reflection;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Settings;

/// <summary>All settings with the value in force: defaults, overridden by the file, by the environment, by flags. Valid once it exists.</summary>
public sealed class Configuration
{
    private const string Prefix = "ATHANOR__";

    private readonly Dictionary<Type, object> _options = [];

    private Configuration(IReadOnlyList<ChosenValue> values) => Values = values;

    public IReadOnlyList<ChosenValue> Values { get; }

    /// <summary>The settings declared by these options classes, in the order of their declaration.</summary>
    public static IReadOnlyList<Setting> Describe(IEnumerable<Type> optionTypes) => [.. optionTypes.SelectMany(Describe)];

    public static Configuration Load(
        IReadOnlyList<Type> optionTypes,
        string? file,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyDictionary<string, string> flags)
    {
        var settings = Describe(optionTypes);
        var fromFile = file is null ? [] : SettingsFile.Read(file);
        var faults = FindUnknown(settings, fromFile, environment, file).ToList();

        var values = settings.Select(setting => Choose(setting, fromFile, file, environment, flags)).ToList();
        var configuration = new Configuration(values);
        foreach (var type in optionTypes) configuration._options[type] = configuration.Bind(type, faults);
        faults.AddRange(configuration._options.Values.OfType<ICheckedOptions>().SelectMany(options => options.FindFaults()));

        return faults.Count == 0 ? configuration : throw new ProblemException(SettingsProblems.Invalid(faults));
    }

    public T Get<T>()
        where T : class => (T)_options[typeof(T)];

    private static IEnumerable<Setting> Describe(Type type)
    {
        var section = type.GetCustomAttribute<SectionAttribute>()!.Name;
        var defaults = Activator.CreateInstance(type);
        return from property in type.GetProperties()
               let about = property.GetCustomAttribute<SettingAttribute>()
               where about is not null
               orderby property.MetadataToken
               select new Setting(section, Setting.KebabCase(property.Name), property, about, SettingValue.Write(property.GetValue(defaults)));
    }

    private static ChosenValue Choose(
        Setting setting, Dictionary<string, string> fromFile, string? file, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> flags)
    {
        if (flags.TryGetValue(setting.Key, out var flag)) return new(setting, flag, $"flag {setting.Flag}");
        if (environment.TryGetValue(setting.EnvironmentName, out var variable)) return new(setting, variable, $"environment {setting.EnvironmentName}");
        if (fromFile.TryGetValue(setting.Key, out var written)) return new(setting, written, $"file {file}");
        return new(setting, setting.Default, ChosenValue.FromDefault);
    }

    private static IEnumerable<string> FindUnknown(
        IReadOnlyList<Setting> settings, Dictionary<string, string> fromFile, IReadOnlyDictionary<string, string> environment, string? file)
    {
        foreach (var key in fromFile.Keys.Where(key => settings.All(setting => setting.Key != key)))
            yield return $"{file}: there is no setting '{key}'{Suggest(key, settings.Select(setting => setting.Key))}";

        foreach (var name in environment.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && settings.All(setting => setting.EnvironmentName != name)))
            yield return $"environment: there is no setting '{name}'{Suggest(name, settings.Select(setting => setting.EnvironmentName))}";
    }

    private static string Suggest(string wrong, IEnumerable<string> known)
    {
        var nearest = known.Select(name => (Name: name, Distance: EditDistance.Between(wrong, name))).MinBy(candidate => candidate.Distance);
        return nearest.Name is not null && nearest.Distance <= 4 ? $"; did you mean '{nearest.Name}'?" : "; `athanor config show` lists them all";
    }

    private object Bind(Type type, List<string> faults)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var chosen in Values.Where(value => value.Setting.Property.DeclaringType == type))
        {
            var value = SettingValue.Parse(chosen.Setting, chosen.Text, out var fault);
            if (fault is null) chosen.Setting.Property.SetValue(options, value);
            else faults.Add($"{chosen.Setting.Key} (from {chosen.Source}): {fault}");
        }
        return options;
    }
}
