namespace Athanor.Datasets.Checks;

/// <summary>A tree whose files lie on this machine as they are: an entry's bytes are the file at its path below the root.</summary>
internal interface ILocalTree
{
    string Root { get; }
}
