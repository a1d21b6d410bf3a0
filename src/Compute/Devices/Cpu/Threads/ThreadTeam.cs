using System.Runtime.CompilerServices;

namespace Athanor.Compute.Devices.Cpu.Threads;

/// <summary>
/// Threads that wait for work, each for a part of its own: part p is always done by thread p, so that nothing depends on who is first. The caller does part 0.
/// A thread that waits turns for a moment, since kernels follow each other closely, and then sleeps, since another process may need the processor. One caller at a time.
/// </summary>
internal sealed unsafe class ThreadTeam : IDisposable
{
    // About 20 µs: longer than from one kernel to the next, shorter than what a scheduler would give to somebody else.
    private const int Turns = 500;
    private readonly Worker[] _workers;
    private readonly AutoResetEvent _done = new(initialState: false);
    private delegate*<void*, int, int, void> _call;
    private void* _work;
    private int _parts;
    private int _round;
    private int _pending;
    private int _isCallerAsleep;
    private bool _isOver;

    public ThreadTeam(int threads)
    {
        _workers = new Worker[threads - 1];
        for (var index = 0; index < _workers.Length; index++) _workers[index] = new(this, index + 1);
    }

    public int Threads => _workers.Length + 1;

    /// <summary>Runs all parts, and comes back when they are done. Allocates nothing.</summary>
    public void Run<TWork>(TWork work, int parts) where TWork : unmanaged, IWork
    {
        if (parts > 1) Share(&Call<TWork>, &work, parts);
        else work.Run(0, 1);
    }

    public void Dispose()
    {
        _isOver = true;
        Share(&Nothing, null, 1);
        foreach (var worker in _workers) worker.Dispose();
        _done.Dispose();
    }

    private void Share(delegate*<void*, int, int, void> call, void* work, int parts)
    {
        _call = call;
        _work = work;
        _parts = parts;
        _pending = _workers.Length;
        Interlocked.Increment(ref _round);
        foreach (var worker in _workers) worker.WakeUp();
        call(work, 0, parts);
        Wait();
    }

    private void Wait()
    {
        for (var turn = 0; turn < Turns && Volatile.Read(ref _pending) > 0; turn++) Thread.SpinWait(1);
        if (Volatile.Read(ref _pending) == 0) return;
        Interlocked.Exchange(ref _isCallerAsleep, 1);
        while (Volatile.Read(ref _pending) > 0) _done.WaitOne();
        Volatile.Write(ref _isCallerAsleep, 0);
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref _pending) == 0 && Volatile.Read(ref _isCallerAsleep) != 0) _done.Set();
    }

    private static void Call<TWork>(void* work, int part, int parts) where TWork : unmanaged, IWork => Unsafe.AsRef<TWork>(work).Run(part, parts);

    private static void Nothing(void* work, int part, int parts)
    {
    }

    private sealed class Worker : IDisposable
    {
        private readonly ThreadTeam _team;
        private readonly int _part;
        private readonly AutoResetEvent _wake = new(initialState: false);
        private readonly Thread _thread;
        private int _isAsleep;

        public Worker(ThreadTeam team, int part)
        {
            (_team, _part) = (team, part);
            _thread = new(Work) { IsBackground = true, Name = $"Kernels {part}" };
            _thread.Start();
        }

        public void WakeUp()
        {
            if (Volatile.Read(ref _isAsleep) != 0) _wake.Set();
        }

        public void Dispose()
        {
            _thread.Join();
            _wake.Dispose();
        }

        private void Work()
        {
            for (var round = 1; ; round++)
            {
                WaitFor(round);
                if (_part < _team._parts) _team._call(_team._work, _part, _team._parts);
                var isOver = _team._isOver;
                _team.Finish();
                if (isOver) return;
            }
        }

        // Whoever falls asleep says so first and then looks once more; whoever wakes begins the round first and then looks who sleeps. One of them sees the other.
        private void WaitFor(int round)
        {
            for (var turn = 0; turn < Turns && Volatile.Read(ref _team._round) < round; turn++) Thread.SpinWait(1);
            if (Volatile.Read(ref _team._round) >= round) return;
            Interlocked.Exchange(ref _isAsleep, 1);
            while (Volatile.Read(ref _team._round) < round) _wake.WaitOne();
            Volatile.Write(ref _isAsleep, 0);
        }
    }
}
