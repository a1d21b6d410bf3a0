using Athanor.Datasets.Checks.Declaration;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks;

internal static class ChecksProblems
{
    public static Problem BadDeclaration(long line, string fault) => new(
        "datasets/bad-declaration", 422, $"{CheckDeclaration.FileName}, line {line}: {fault}.", "docs/datasets-checks.md describes the file; `athanor data check FOLDER` reads it without a server.");

    public static Problem CheckTooLong(TimeSpan time) => new(
        "datasets/check-too-long", 422, $"The check was given up after {time.TotalMinutes:0.#} minutes.", "Narrow `files`, or divide the check.");

    public static Problem TooManyFiles(int most) => new(
        "datasets/too-many-compared", 422, $"More than {most} files are to be compared for duplicates.", "Narrow `files`, or divide the check.");

    public static Problem TooManyClasses(int most) => new(
        "datasets/too-many-classes", 422, $"There are more than {most} classes.", "Name the column that holds the class, or the folder whose folders are classes.");

    public static Problem NoDuckDb => new(
        "datasets/no-sql", 501, "SQL cannot be run on this machine: libduckdb.so was not found.", "It lies beside the program where Athanor is built for x64; `athanor doctor` tells whether it is found.");

    public static Problem BadQuery(string reason) => new(
        "datasets/bad-query", 422, $"The query cannot be run: {reason}", "A query is one SELECT. It reads the dataset's own files, each as a table named by its path in double quotes, and the table `files`.");

    public static Problem QueryTooLong(TimeSpan time) => new(
        "datasets/query-too-long", 422, $"The query was stopped after {time.TotalSeconds:0.#} s.", "Make it cheaper, or allow it more time with `time:`, up to the server's limit.");

    public static Problem QueryDied => new(
        "datasets/query-died", 422, "The query ended its process: it took too much memory, or made the database fail.", "Ask for less at once: fewer rows, shorter texts, no lists of everything.");

    public static Problem TablesTooLarge(long most) => new(
        "datasets/tables-too-large", 422, $"The tables of the query have more than {most} bytes.", "Ask about fewer or smaller files.");

    public static Problem BadOutput(string path) => new(
        "datasets/bad-output", 422, $"'{path}' is no place in the folder that is cleaned.", "Name a file by its path from the folder, without '..', and without links on the way.");

    public static Problem NoCommand(string command, string reason) => new(
        "datasets/no-command", 422, $"The command '{command}' cannot be started: {reason}", "Install it, or correct the step in athanor.data.yaml.");

    public static Problem NoFolder(string path) => new("datasets/no-folder", 404, $"There is no folder '{path}'.", "Name a folder that is there.");
}
