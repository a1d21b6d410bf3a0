namespace Athanor.WebConsole.Shell;

/// <summary>Where a page stands in the navigation.</summary>
public enum Section
{
    None,
    Overview,
    Buckets,
    Datasets,
    Jobs,
    Experiments,
    Models,
    Journal,
    Access,
    System,
}
