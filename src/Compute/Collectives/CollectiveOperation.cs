namespace Athanor.Compute.Collectives;

internal enum CollectiveOperation
{
    Barrier = 1,
    AllReduce = 2,
    ReduceScatter = 3,
    AllGather = 4,
    Broadcast = 5,
    Send = 6,
    Receive = 7,
}
