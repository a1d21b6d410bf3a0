using System.CommandLine;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class ConfigShowVerb
{
    public static Command Create()
    {
        var command = Verb.Of("show", "Show every setting, its value and where the value comes from; secrets are masked.", RunAsync);
        SettingFlags.AddTo(command);
        return command;
    }

    private static Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var values = cli.LoadConfiguration().Values;
        cli.Output.Write(
            values.Select(value => new { value.Setting.Key, Value = value.Shown, value.Source }),
            console =>
            {
                var table = Output.NewTable("setting", "value", "from");
                foreach (var value in values) table.AddRow(new Text(value.Setting.Key), new Text(value.Shown), new Text(value.Source));
                console.Write(table);
            });
        return Task.FromResult(Verb.Succeeded);
    }
}
