namespace Athanor.Datasets.Client;

/// <summary>Is told how far an import or a checkout is; called by several threads.</summary>
public interface ITransferWatch
{
    /// <summary>A part that cannot say how long it will take.</summary>
    void Say(string stage);

    void Begin(long bytes);

    void Add(long bytes);
}
