using Athanor.Foundation.Journal;

namespace Athanor.Foundation.Databases;

/// <summary>A change waiting for its group, with the caller who waits for the answer.</summary>
internal abstract class PendingChange(CancellationToken cancellation)
{
    public bool IsFinished { get; protected set; }

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Answers the facts of the change, or null where it failed alone and was undone.</summary>
    public IReadOnlyList<Fact>? Apply(WriteSession session, Func<Exception, Exception> explain)
    {
        if (Cancellation.IsCancellationRequested)
        {
            Fail(new OperationCanceledException(Cancellation));
            return null;
        }

        session.BeginChange();
        try
        {
            Run(session);
            return session.KeepChange();
        }
        catch (Exception failure)
        {
            // Where the engine has ended the whole transaction this throws, and the group is taken apart.
            session.UndoChange();
            Fail(explain(failure));
            return null;
        }
    }

    public abstract void Succeed();
    public abstract void Fail(Exception reason);
    protected abstract void Run(WriteSession session);
}

internal sealed class PendingChange<T>(Func<WriteSession, T> change, CancellationToken cancellation) : PendingChange(cancellation)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Answer => _answer.Task;

    public override void Succeed()
    {
        IsFinished = true;
        _answer.TrySetResult(_result);
    }

    public override void Fail(Exception reason)
    {
        IsFinished = true;
        if (reason is OperationCanceledException) _answer.TrySetCanceled(Cancellation);
        else _answer.TrySetException(reason);
    }

    protected override void Run(WriteSession session) => _result = change(session);
}
