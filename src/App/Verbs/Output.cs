using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.App.Doors;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs;

/// <summary>Tables for people, JSON for programs; errors to the error stream.</summary>
internal sealed class Output(bool asJson)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new SubjectJsonConverter() },
    };

    private const int UnboundedWidth = 4096;

    private readonly IAnsiConsole _answers = Create(Console.Out, Console.IsOutputRedirected);
    private readonly IAnsiConsole _errors = Create(Console.Error, Console.IsErrorRedirected);

    public bool AsJson { get; } = asJson;

    /// <summary>The same answer in the form that was asked for.</summary>
    public void Write<T>(T value, Action<IAnsiConsole> forPeople)
    {
        if (AsJson) Console.WriteLine(JsonSerializer.Serialize(value, Json));
        else forPeople(_answers);
    }

    /// <summary>The items of a list, a row each; cells are taken as they are, whatever brackets they hold.</summary>
    public void WriteList(IReadOnlyList<JsonElement> items, params (string Title, string Property)[] columns)
    {
        if (AsJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(items, Json));
            return;
        }
        var table = NewTable([.. columns.Select(column => column.Title)]);
        foreach (var item in items) table.AddRow(columns.Select(column => new Text(CellOf(item, column.Property))));
        _answers.Write(table);
    }

    public static Table NewTable(params string[] titles)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in titles) table.AddColumn(new TableColumn(new Text(title, new Style(decoration: Decoration.Bold))));
        return table;
    }

    /// <summary>For what has no answer of its own.</summary>
    public void Say(string text) => Write(new { message = text }, console => console.WriteLine(text));

    public void Problem(Problem problem)
    {
        if (AsJson)
        {
            Console.Error.WriteLine(JsonSerializer.Serialize(new { problem.Code, problem.Detail, problem.Hint }, Json));
            return;
        }
        _errors.MarkupLineInterpolated($"[red]error:[/] {problem.Detail}");
        if (problem.Hint.Length > 0) _errors.WriteLine($"       {problem.Hint}");
    }

    // What is piped on is read by a program: no colours, and no line is broken.
    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (isRedirected) console.Profile.Width = UnboundedWidth;
        return console;
    }

    private static string CellOf(JsonElement item, string property)
    {
        foreach (var part in property.Split('.'))
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(part, out item)) return "";
        return item.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.String => DateTimeOffset.TryParse(item.GetString(), out var time) && item.GetString()!.Contains('T', StringComparison.Ordinal) ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss") : item.GetString()!,
            JsonValueKind.Array => string.Join(", ", item.EnumerateArray().Select(element => element.ToString())),
            _ => item.ToString(),
        };
    }
}
