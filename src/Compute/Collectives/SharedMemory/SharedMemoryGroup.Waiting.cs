using System.Diagnostics;

namespace Athanor.Compute.Collectives.SharedMemory;

internal sealed unsafe partial class SharedMemoryGroup
{
    // A few microseconds. Where ranks share their processors with anything else, looking longer keeps those from working that are waited for.
    private const int Glances = 50;
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(20);

    private void FinishStep()
    {
        _steps++;
        Gauge.Raise(&BoardOf(Rank)->Steps);
    }

    private void AwaitAll(bool isJoining)
    {
        for (var other = 0; other < Size; other++) Await(other, &BoardOf(other)->Steps, _steps, isJoining);
    }

    private void Await(int other, Gauge* gauge, uint value, bool isJoining)
    {
        for (var glance = 0; glance < Glances; glance++)
        {
            if (Gauge.HasReached(gauge, value)) return;
            Thread.SpinWait(10);
        }
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            Gauge.Sleep(gauge, value, Nap);
            if (Gauge.HasReached(gauge, value)) return;
            ThrowIfPointless(other, gauge, value, Stopwatch.GetElapsedTime(start), isJoining);
        }
    }

    private void ThrowIfPointless(int other, Gauge* gauge, uint value, TimeSpan waited, bool isJoining)
    {
        _fault.ThrowIfAny();
        for (var rank = 0; rank < Size; rank++)
        {
            var theirs = rank == other ? gauge : &BoardOf(rank)->Steps;
            var target = rank == other ? value : _steps;
            if ((_call.IsTogether || rank == other) && !segment.IsHere(rank) && !Gauge.HasReached(theirs, target)) throw CollectiveFaults.Left(rank, Size, _call);
        }
        ThrowIfElsewhere(other, gauge, value);
        if (waited > Patience) throw isJoining ? CollectiveFaults.NotJoined(other, Size, _call, Patience) : CollectiveFaults.Stalled(other, Size, _call, Patience);
    }

    // A rank does one thing at a time: while it waits for all, it neither sends nor receives.
    private void ThrowIfElsewhere(int other, Gauge* gauge, uint value)
    {
        if (_call.IsTogether || Volatile.Read(ref BoardOf(other)->Inside) is not (> 0 and var number) || number <= _meetings) return;
        var theirs = BoardOf(other)->CallOf(number);
        if (!Gauge.HasReached(gauge, value)) throw CollectiveFaults.Differs(other, theirs, Rank, _call);
    }
}
