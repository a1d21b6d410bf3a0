using System.CommandLine;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs;

/// <summary>Makes a command out of a method, and turns its problems into a text and an exit code.</summary>
internal static class Verb
{
    public const int Succeeded = 0;
    public const int Failed = 1;

    /// <summary>Something was checked and found wrong: the command worked, the thing did not.</summary>
    public const int Found = 3;

    private const int Interrupted = 130;

    public static Command Of(string name, string description, Func<Invocation, CancellationToken, Task<int>> run, params Symbol[] inputs)
    {
        var command = new Command(name, description);
        foreach (var input in inputs)
        {
            if (input is Argument argument) command.Arguments.Add(argument);
            else if (input is Option option) command.Options.Add(option);
        }
        command.SetAction((arguments, cancellation) => RunAsync(new Invocation(arguments), run, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Invocation cli, Func<Invocation, CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        try
        {
            return await run(cli, cancellation);
        }
        catch (ProblemException failure)
        {
            cli.Output.Problem(failure.Problem);
            return Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception failure) when (failure is HttpRequestException or HttpIOException or TaskCanceledException)
        {
            cli.Output.Problem(CommandProblems.NoAnswer(failure.Message));
            return Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            cli.Output.Problem(CommandProblems.Broken(failure.Message));
            return Failed;
        }
    }
}
