namespace Athanor.Tracking.Search;

internal readonly record struct OrderTerm(Field Field, bool IsAscending);
