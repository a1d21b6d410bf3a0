using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Cleaning;
using Athanor.Datasets.Checks.Declaration;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Tests.Checks;

public sealed class DeclarationTests
{
    [Fact]
    public void Every_kind_of_check_is_read()
    {
        var declaration = CheckDeclaration.Parse("""
            version: 1
            checks:
              - name: pictures decode
                kind: decodes
                files: ["images/**/*.{jpg,png}"]
                except: images/raw/**
                width: 32..4096
                height: 32..
                severity: warning
              - { name: copies, kind: duplicates, near: 4, compare: across-folders, allow: 2 }
              - { name: balance, kind: balance, files: labels.csv, column: label, ratio: 2.5, least: 10 }
              - { name: sizes, kind: size, each: 1 KiB..10 MiB, total: ..1 GiB, count: 3 }
              - { name: parts, kind: required, files: [README.md] }
              - { name: junk, kind: forbidden, files: ["**/.DS_Store"] }
              - name: ids
                kind: sql
                time: 30s
                query: |
                  SELECT * FROM "labels.csv" WHERE id IS NULL
            steps:
              - { name: rotate, run: [python3, rotate.py, "--all"], inputs: "images/**", time: 2m }
              - { name: tidy, sql: SELECT 1 AS one, into: out/tidy.parquet }
            """);

        Assert.Equal(["decodes", "duplicates", "balance", "size", "required", "forbidden", "sql"], declaration.Checks.Select(check => check.Kind));
        var decodes = Assert.IsType<DecodesCheck>(declaration.Checks[0]);
        Assert.Equal((CheckSeverity.Warning, new Bounds(32, 4096), new Bounds(32, null)), (decodes.Severity, decodes.Width, decodes.Height));
        Assert.True(decodes.Selection.Contains("images/a/1.png"));
        Assert.False(decodes.Selection.Contains("images/raw/1.png"));
        Assert.Equal(new Bounds(1 << 10, 10 << 20), Assert.IsType<SizeCheck>(declaration.Checks[3]).Each);
        Assert.Equal(new Bounds(3, 3), Assert.IsType<SizeCheck>(declaration.Checks[3]).Count);
        Assert.Equal(["python3", "rotate.py", "--all"], Assert.IsType<CommandStep>(declaration.Steps[0]).Arguments);
        Assert.Equal("out/tidy.parquet", Assert.IsType<SqlStep>(declaration.Steps[1]).Into);
    }

    [Theory]
    [InlineData("version: 1\ncheks: []", "line 2: there is no key `cheks` here; did you mean `checks`?")]
    [InlineData("version: 1\nchecks:\n  - name: a\n    kind: decode", "line 4: `kind` is 'decode', and must be `decodes`, perhaps")]
    [InlineData("version: 1\nchecks:\n  - name: a\n    kind: size\n    each: 5..2", "line 5: `each` is '5..2'")]
    [InlineData("version: 1\nchecks:\n  - name: a\n    kind: size", "line 3: `each`, `total`, `count` or several")]
    [InlineData("version: 1\nchecks:\n  - name: a\n    kind: decodes\n    widht: 3", "line 5: there is no key `widht` here; did you mean `width`?")]
    [InlineData("version: 1\nchecks:\n  - kind: decodes", "line 3: `name` is missing")]
    [InlineData("version: 1\nchecks:\n  - {name: a, kind: forbidden, files: x}\n  - {name: a, kind: forbidden, files: y}", "line 4: there is another one named 'a'")]
    [InlineData("version: 1\nchecks:\n  - name: a\n    kind: forbidden\n    files: \"a**b\"", "line 5: 'a**b' is no pattern")]
    [InlineData("version: 1\nchecks:\n  - {name: a, kind: duplicates, near: 40}", "line 3: `near` is '40'")]
    [InlineData("version: 2", "line 1: `version` is '2'")]
    [InlineData("checks: []", "line 1: `version` is missing")]
    [InlineData("version: 1\nchecks:\n  - [a", "this is no YAML")]
    [InlineData("version: 1\nversion: 1", "line 2: this is no YAML")]
    [InlineData("version: 1\nchecks:\n  - &a {name: a, kind: size, count: 1}\n  - *a", "line 3: references")]
    [InlineData("version: 1\nsteps:\n  - {name: a, sql: SELECT 1, into: ../x.csv}", "line 3: `into` is '../x.csv'")]
    [InlineData("version: 1\nsteps:\n  - {name: a, sql: SELECT 1}", "line 3: `into` is missing")]
    [InlineData("version: 1\nsteps:\n  - {name: a, sql: SELECT 1, into: a.csv, run: [x]}", "line 3: a step has either")]
    [InlineData("version: 1\nchecks:\n  - {name: a, kind: balance, files: x}", "line 3: `ratio`, `least` or both")]
    [InlineData("version: 1\n---\nversion: 1", "there is more than one document")]
    public void A_fault_is_named_with_its_line(string text, string fault)
    {
        var problem = Assert.Throws<ProblemException>(() => CheckDeclaration.Parse(text)).Problem;
        Assert.Contains(fault, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_nested_without_end_is_refused_and_does_not_stop_the_program() =>
        Assert.Contains("nested", Assert.Throws<ProblemException>(() => CheckDeclaration.Parse("version: 1\nchecks: " + new string('[', 50_000))).Problem.Detail, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        var tree = new TreeInMemory().Add(CheckDeclaration.FileName, "version: 1\n#" + new string('x', CheckDeclaration.MaximumSize));
        Assert.Contains("larger than 256 KiB", (await Assert.ThrowsAsync<ProblemException>(() => CheckDeclaration.LoadAsync(tree, default))).Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_without_the_file_declares_nothing() => Assert.Equal(CheckDeclaration.Empty, await CheckDeclaration.LoadAsync(new TreeInMemory(), default));
}
