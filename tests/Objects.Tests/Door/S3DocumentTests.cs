using System.Text;
using Athanor.Objects.Policies;

namespace Athanor.Objects.Door;

public sealed class S3DocumentTests
{
    [Fact]
    public void The_table_of_operations_is_that_of_the_program()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "s3.md"));

        Assert.True(page.EndsWith(Table(), StringComparison.Ordinal), $"Operations have changed; the table of docs/s3.md has to be:\n{Table()}");
    }

    [Fact]
    public void No_two_supported_operations_are_recognised_by_the_same_request()
    {
        var same = S3Operations.All.Where(operation => operation.Handle is not null).GroupBy(operation => (operation.Method, operation.Target, operation.Marker)).Where(group => group.Count() > 1);

        Assert.Empty(same);
    }

    // What has no action cannot be denied by any policy.
    [Fact]
    public void Every_supported_operation_has_an_action_that_policies_can_speak_of() =>
        Assert.All(S3Operations.All.Where(operation => operation.Handle is not null), operation => Assert.NotNull(S3Actions.Find(operation.Name, namesVersion: false)));

    private static string Table()
    {
        var table = new StringBuilder("| Operation | Request | Needs |\n|---|---|---|\n");
        foreach (var operation in S3Operations.All.Where(operation => operation.Handle is not null))
            table.Append($"| {operation.Name} | `{operation.Method} {PathOf(operation.Target)}{MarkerOf(operation)}` | `{operation.Permission.Name}` |\n");

        table.Append("\nNot supported beyond what the table says, by the parameter that would ask for it:\n\n");
        foreach (var target in S3Operations.All.Where(operation => operation.Handle is null).GroupBy(operation => operation.Target))
            table.Append($"- on {(target.Key == S3Target.Bucket ? "a bucket" : "an object")}: {string.Join(", ", target.Select(operation => $"`{operation.Marker}`").Distinct())}\n");
        table.Append("- SelectObjectContent, and every header of KMS and grants\n");
        return table.ToString();
    }

    private static string PathOf(S3Target target) => target switch { S3Target.Service => "/", S3Target.Bucket => "/bucket", _ => "/bucket/key" };

    private static string MarkerOf(S3Operation operation) => operation.Marker switch { null => "", ['x', '-', ..] => $" with {operation.Marker}", _ => $"?{operation.Marker}" };

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Athanor.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
