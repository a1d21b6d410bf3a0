namespace Athanor.Datasets.Client.Sources;

/// <summary>Lists a folder with all below it. Several threads take folders from one stack, since a walk mostly waits for the kernel or the disk.</summary>
internal sealed class FolderWalk(byte[] root, int room)
{
    private static readonly int Threads = Math.Clamp(Environment.ProcessorCount, 4, 16);

    private readonly Findings _findings = new();
    private readonly Stack<ListedFolder> _waiting = new();
    private readonly ListedFolder _root = new([]);
    private int _unfinished = 1;
    private Exception? _failure;

    public async Task<Listing> RunAsync(CancellationToken cancellation)
    {
        _waiting.Push(_root);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => OnThreadOfItsOwn(() => ReadFolders(cancellation))));
        cancellation.ThrowIfCancellationRequested();
        if (_failure is not null) throw _failure;
        return Listing.Of(_root, _findings);
    }

    private static Task OnThreadOfItsOwn(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void ReadFolders(CancellationToken cancellation)
    {
        var scan = new FolderScan(root, room, _findings);
        while (TakeNext() is { } folder)
        {
            try
            {
                if (_failure is null && !cancellation.IsCancellationRequested) scan.Read(folder);
            }
            catch (Exception failure)
            {
                _failure = failure;
            }
            Finish(folder);
        }
    }

    private ListedFolder? TakeNext()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && _unfinished > 0) Monitor.Wait(_waiting);
            return _waiting.TryPop(out var folder) ? folder : null;
        }
    }

    private void Finish(ListedFolder folder)
    {
        lock (_waiting)
        {
            for (var index = 0; index < folder.Members.Length; index++)
            {
                if (folder.Members[index].Folder is not { } inner) continue;
                _waiting.Push(inner);
                _unfinished++;
            }
            _unfinished--;
            Monitor.PulseAll(_waiting);
        }
    }
}
