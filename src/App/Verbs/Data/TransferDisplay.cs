using Athanor.App.Verbs.Objects;
using Athanor.Datasets.Client;

namespace Athanor.App.Verbs.Data;

/// <summary>Shows on the terminal how far an import or a checkout is.</summary>
internal sealed class TransferDisplay : ITransferWatch, IDisposable
{
    private readonly bool _isWatched = !Console.IsErrorRedirected;
    private TransferProgress? _progress;

    public void Say(string stage)
    {
        if (_isWatched) Console.Error.Write($"\r{stage} …   ");
    }

    public void Begin(long bytes)
    {
        if (_isWatched) Console.Error.Write($"\r{new string(' ', 20)}\r");
        _progress = new TransferProgress(bytes);
    }

    public void Add(long bytes) => _progress?.Add(bytes);

    public void Dispose() => _progress?.Dispose();
}
