namespace Athanor.Tracking.Search;

/// <summary>
/// Runs in order come in parts by what the first term of the order finds in them. Each part is a question of its own that an index answers
/// in order; one question over all of them would have to sort every run.
/// </summary>
internal enum RunPart
{
    Present,
    NotANumber,
    Missing,
}
