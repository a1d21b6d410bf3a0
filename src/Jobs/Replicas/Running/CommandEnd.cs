namespace Athanor.Jobs.Replicas.Running;

/// <summary>How one command of a replica ended, and why.</summary>
internal sealed record CommandEnd(EndReason Reason, int? ExitCode, int? Signal)
{
    public string? Detail { get; init; }

    public bool IsSuccess => Reason == EndReason.Exited && ExitCode == 0;

    public static CommandEnd NotStarted(string problem) => new(EndReason.NotStarted, null, null) { Detail = problem };

    /// <summary>The end of a replica whose helping command failed: what stopped it stays the reason, any other failure becomes the given one.</summary>
    public CommandEnd As(EndReason reason, IReadOnlyList<string> command) => this with
    {
        Reason = Reason is EndReason.Exited or EndReason.NotStarted ? reason : Reason,
        Detail = $"The command '{(command is [var program, ..] ? program : "")}' {(Reason == EndReason.NotStarted ? "could not be started" : Signal is { } signal ? $"was ended by {Native.Signals.NameOf(signal)}" : $"ended with exit code {ExitCode}")}.{(Detail is null ? "" : $" {Detail}")}",
    };
}
