
namespace Athanor.Datasets.Client.Import;

internal sealed class Unwatched : ITransferWatch
{
    public void Say(string stage)
    {
    }

    public void Begin(long bytes)
    {
    }

    public void Add(long bytes)
    {
    }
}
