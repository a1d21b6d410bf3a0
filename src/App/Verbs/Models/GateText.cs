using System.Text.Json;
using Athanor.App.Verbs.Data;

namespace Athanor.App.Verbs.Models;

/// <summary>A gate on a line.</summary>
internal static class GateText
{
    public static string Of(JsonElement gate)
    {
        var demands = TextsOf(gate, "metrics").Concat(TextsOf(gate, "tags").Select(tag => $"tag {tag}"));
        var approvals = gate.GetProperty("approvals").GetInt32();
        if (approvals > 0) demands = demands.Append($"{approvals} approvals by {gate.GetProperty("role").GetString()}");
        return DataText.Line($"{gate.GetProperty("target").GetString()}: {string.Join(", ", demands)}");
    }

    /// <summary>With what one version lacks for it.</summary>
    public static string StateOf(JsonElement state)
    {
        var unmet = TextsOf(state, "unmet").ToList();
        return DataText.Line($"{Of(state.GetProperty("gate"))} — {(unmet.Count == 0 ? "open" : "shut: " + string.Join("; ", unmet))}");
    }

    private static IEnumerable<string> TextsOf(JsonElement item, string name) => item.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);
}
