namespace Athanor.Jobs.Replicas.Running;

/// <summary>A little room on the disk, kept for the day it is full: how a replica ended must find room, and is tried again until it does.</summary>
internal sealed class LastReserve(ReplicaFolder folder, Wake wake)
{
    private const int Size = 32 << 10;
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);
    private string Place => Path.Combine(folder.Path, "reserve");

    public void Take()
    {
        try
        {
            File.WriteAllBytes(Place, new byte[Size]);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Writes with the reserve where it must; answers whether it could.</summary>
    public bool Write(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (IOException)
        {
            return TryWithRoom(write);
        }
    }

    /// <summary>Writes, however long it takes to find room, and gives the reserve back.</summary>
    public void WriteSurely(Action write)
    {
        while (!Write(write)) wake.Wait(TryAgain);
        File.Delete(Place);
    }

    private bool TryWithRoom(Action write)
    {
        try
        {
            File.Delete(Place);
            write();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
