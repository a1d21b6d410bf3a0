namespace Athanor.Datasets.Client.Import;

internal enum PlannedState
{
    Waiting,

    /// <summary>Its content is known, and is on its way.</summary>
    Read,

    /// <summary>The branch has acknowledged it.</summary>
    Sent,

    /// <summary>The branch held that content already.</summary>
    Same,

    /// <summary>It was removed after it had been listed.</summary>
    Vanished,

    /// <summary>It was written to each time it was read.</summary>
    Changing,
}
