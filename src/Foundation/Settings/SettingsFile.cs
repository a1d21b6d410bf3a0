using Athanor.Foundation.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Athanor.Foundation.Settings;

/// <summary>Reads <c>athanor.yaml</c> into flat keys: <c>server: { listen: … }</c> is <c>server.listen</c>.</summary>
internal static class SettingsFile
{
    private const long MaximumSize = 1 << 20;

    public static Dictionary<string, string> Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > MaximumSize) throw new ProblemException(SettingsProblems.Unreadable(file, "it is larger than 1 MiB"));
            using var text = new StreamReader(file);
            var yaml = new YamlStream();
            yaml.Load(text);
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            if (yaml.Documents.Count > 0) Flatten(yaml.Documents[0].RootNode, "", values);
            return values;
        }
        catch (YamlException error)
        {
            throw new ProblemException(SettingsProblems.Unreadable(file, $"line {error.Start.Line}: {error.Message}"), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(SettingsProblems.Unreadable(file, error.Message), error);
        }
    }

    private static void Flatten(YamlNode node, string prefix, Dictionary<string, string> values)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children) Flatten(value, prefix.Length == 0 ? $"{key}" : $"{prefix}.{key}", values);
                break;
            case YamlScalarNode scalar when prefix.Length > 0:
                values[prefix] = scalar.Value ?? "";
                break;
            default:
                throw new YamlException(node.Start, node.End, prefix.Length == 0 ? "sections of settings are expected" : $"'{prefix}' is a single value");
        }
    }
}
