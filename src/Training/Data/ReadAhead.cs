using System.Runtime.ExceptionServices;

namespace Athanor.Training.Data;

/// <summary>
/// Fills batches on a thread of its own while others are computed. Batches are asked for in order, beginning anywhere; what one holds is a function of its number.
/// </summary>
internal sealed class ReadAhead<T> : IDisposable
    where T : class, IDisposable
{
    private readonly T[] _slots;
    private readonly Action<T, long> _fill;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private long _next = -1;
    private long _filled;
    private long _taken;
    private Exception? _fault;
    private bool _isClosed;

    public ReadAhead(IEnumerable<T> slots, Action<T, long> fill)
    {
        (_slots, _fill) = ([.. slots], fill);
        _thread = new(Run) { IsBackground = true, Name = "batches" };
        _thread.Start();
    }

    /// <summary>How many batches it may be ahead: one is the consumer's.</summary>
    public int Depth => _slots.Length - 1;

    /// <summary>The batch, until the next call.</summary>
    public T Take(long batch)
    {
        lock (_gate)
        {
            if (_next < 0) (_next, _filled, _taken) = (batch, batch, batch);
            if (batch != _taken) throw new InvalidOperationException($"Batch {batch} was asked for where {_taken} is next.");
            _taken = batch + 1;
            Monitor.PulseAll(_gate);
            while (_filled <= batch && _fault is null) Monitor.Wait(_gate);
            if (_filled <= batch) ExceptionDispatchInfo.Throw(_fault!);
            return _slots[batch % _slots.Length];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
        foreach (var slot in _slots) slot.Dispose();
    }

    private void Run()
    {
        try
        {
            while (WaitForRoom() is { } batch)
            {
                _fill(_slots[batch % _slots.Length], batch);
                Tell(batch + 1, fault: null);
            }
        }
        catch (Exception fault)
        {
            Tell(_filled, fault);
        }
    }

    // The slot of the batch that the consumer works on is not touched.
    private long? WaitForRoom()
    {
        lock (_gate)
        {
            while (!_isClosed && (_next < 0 || _filled - Math.Max(_next, _taken - 1) >= _slots.Length)) Monitor.Wait(_gate);
            return _isClosed ? null : _filled;
        }
    }

    private void Tell(long filled, Exception? fault)
    {
        lock (_gate)
        {
            (_filled, _fault) = (filled, fault);
            Monitor.PulseAll(_gate);
        }
    }
}
