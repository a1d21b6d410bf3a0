using System.Globalization;
using Athanor.Compute.Inventory;
using Athanor.Foundation.Units;

namespace Athanor.Jobs;

/// <summary>Accelerators that a setting declares, in the order of their numbers.</summary>
internal static class DeclaredAccelerators
{
    private const int Most = 1024;

    /// <summary>Null where the text cannot be read.</summary>
    public static IReadOnlyList<Accelerator>? Parse(string text)
    {
        var found = new List<Accelerator>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split(':') is not [{ Length: > 0 } kind, { Length: > 0 } model, var count, var memory]) return null;
            if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Most || !Bytes.TryParse(memory, out var size)) return null;
            for (var index = 0; index < number; index++) found.Add(new($"{kind.ToUpperInvariant()}-declared-{model}-{index}", kind, index, model, size));
        }
        return found.Count <= Most ? found : null;
    }
}
