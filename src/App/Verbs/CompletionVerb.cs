using System.CommandLine;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs;

/// <summary>Scripts that ask the program itself what may follow, by the directive [suggest:position].</summary>
internal static class CompletionVerb
{
    private static readonly Argument<string> Shell = new("shell") { Description = "bash, zsh or fish." };

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _athanor() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(athanor "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _athanor athanor
            """,
        ["zsh"] = """
            _athanor() {
              local -a found
              found=("${(@f)$(athanor "[suggest:${#BUFFER}]" "${BUFFER}" 2>/dev/null)}")
              compadd -a found
            }
            compdef _athanor athanor
            """,
        ["fish"] = """
            complete -f -c athanor -a '(athanor "[suggest:"(string length (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
            """,
    };

    public static Command Create() => Verb.Of("completion", "Print a script for completion in your shell: eval \"$(athanor completion bash)\".", RunAsync, Shell);

    private static Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        if (!Scripts.TryGetValue(cli.Get(Shell)!, out var script)) throw new ProblemException(CommandProblems.UnknownShell(cli.Get(Shell)!));
        Console.WriteLine(script);
        return Task.FromResult(Verb.Succeeded);
    }
}
