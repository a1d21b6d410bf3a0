using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Import;

/// <summary>A file that has to be read, since it is new or looks changed, or since the branch holds something else under its path.</summary>
internal sealed class PlannedFile(int index, ListedFile file, Digest? remote)
{
    /// <summary>Its place in the listing.</summary>
    public int Index { get; } = index;

    public ListedFile File { get; } = file;

    /// <summary>What the branch holds there, if anything.</summary>
    public Digest? Remote { get; } = remote;

    public PlannedState State { get; private set; }

    /// <summary>The branch holds it as it was read.</summary>
    public bool IsKnown => State is PlannedState.Sent or PlannedState.Same;

    /// <summary>Of the bytes that were read, and how the file looked then.</summary>
    public Digest Digest { get; private set; }

    public FileStamp Stamp { get; private set; }

    /// <summary>True for content that has to be sent.</summary>
    public bool Take(in Digest digest, in FileStamp stamp)
    {
        (Digest, Stamp, State) = (digest, stamp, digest == Remote ? PlannedState.Same : PlannedState.Read);
        return State == PlannedState.Read;
    }

    public void Drop(PlannedState reason) => State = reason;

    public void MarkSent() => State = State == PlannedState.Read ? PlannedState.Sent : State;
}
