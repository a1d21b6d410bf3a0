using System.Globalization;
using Athanor.Foundation.Identifiers;

namespace Athanor.Datasets.Versions;

/// <summary>
/// The keys of the objects that hold a dataset's content. They begin with the epoch in which they were made, so that a collection sees
/// by the key alone what came after it began.
/// </summary>
internal static class ContentKey
{
    public static string Create(long epoch, TimeProvider clock) => $"{Before(epoch)}{Identifier.Create("c", clock)}";

    /// <summary>All keys of earlier epochs come before this, and none of this one or later.</summary>
    public static string Before(long epoch) => $"{epoch.ToString("x10", CultureInfo.InvariantCulture)}-";
}
