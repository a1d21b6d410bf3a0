namespace Athanor.Tracking.Search;

internal enum SortType
{
    Text,
    Number,
    Real,
}
