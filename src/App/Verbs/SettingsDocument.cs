using System.Text;
using Athanor.Foundation.Settings;

namespace Athanor.App.Verbs;

/// <summary>The reference of all settings as Markdown.</summary>
internal static class SettingsDocument
{
    public static string Write(IReadOnlyList<Setting> settings)
    {
        var text = new StringBuilder(
            """
            # Configuration

            Made by `athanor config document` from the descriptions in the code; a test holds it current.

            A value comes from the first of these that names it: a flag (`--server.listen 127.0.0.1:8080`), the environment
            (`ATHANOR__SERVER__LISTEN`), the file `athanor.yaml` in the working directory (another with `--config` or
            `ATHANOR_CONFIG`), the default. `athanor config show` tells which it was. A wrong or unknown setting stops the start. Secrets have no flag, since
            every process of the machine can read another's command line: set them in the environment or the file.

            ```yaml
            server:
              listen: 127.0.0.1:7070
            ```

            """);
        foreach (var section in settings.GroupBy(setting => setting.Section))
        {
            text.Append($"\n## {section.Key}\n\n| Setting | Default | Kind | Meaning |\n|---|---|---|---|\n");
            foreach (var setting in section)
                text.Append($"| `{setting.Key}`<br>`{setting.EnvironmentName}` | {(setting.Default.Length > 0 ? $"`{setting.Default}`" : "empty")} | {setting.Kind}{(setting.IsSecret ? ", secret" : "")} | {setting.About.Description} |\n");
        }
        return text.ToString();
    }
}
