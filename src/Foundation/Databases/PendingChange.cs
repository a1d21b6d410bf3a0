using System.Runtime.ExceptionServices;
using Athanor.Foundation.Journal;

namespace Athanor.Foundation.Databases;

/// <summary>A change waiting for its group, with the caller who waits for the answer.</summary>
internal abstract class PendingChange(CancellationToken cancellation)
{
    private Exception? _failure;

    protected CancellationToken Cancellation { get; } = cancellation;

    /// <summary>
    /// Answers the facts of the change; none where it failed alone and was undone. Its caller hears of that only when the group is
    /// committed: what it failed on may be a neighbour's row that never comes to be.
    /// </summary>
    public IReadOnlyList<RecordedFact> Apply(WriteSession session, Func<Exception, Exception> explain)
    {
        _failure = Cancellation.IsCancellationRequested ? new OperationCanceledException(Cancellation) : null;
        if (_failure is not null) return [];

        session.BeginChange();
        try
        {
            Run(session);
            return session.KeepChange();
        }
        catch (Exception failure)
        {
            Undo(session, failure);
            _failure = explain(failure);
            return [];
        }
    }

    public void Finish()
    {
        if (_failure is { } failure) Fail(failure);
        else Succeed();
    }

    public abstract void Fail(Exception reason);
    protected abstract void Succeed();
    protected abstract void Run(WriteSession session);

    private static void Undo(WriteSession session, Exception failure)
    {
        try
        {
            session.UndoChange();
        }
        catch (Exception)
        {
            // There is no savepoint to go back to, for the failure has ended the whole transaction: the group is taken apart for that reason.
            ExceptionDispatchInfo.Throw(session.Refused ?? failure);
        }
    }
}

internal sealed class PendingChange<T>(Func<WriteSession, T> change, CancellationToken cancellation) : PendingChange(cancellation)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Answer => _answer.Task;

    public override void Fail(Exception reason)
    {
        if (reason is OperationCanceledException) _answer.TrySetCanceled(Cancellation);
        else _answer.TrySetException(reason);
    }

    protected override void Succeed() => _answer.TrySetResult(_result);

    protected override void Run(WriteSession session) => _result = change(session);
}
