namespace Athanor.Training.Data;

/// <summary>Which samples are kept from training to judge it. It is a function of the sample's name, so that it stays on its side when others come and go.</summary>
internal static class HeldOut
{
    private const ulong Parts = 100_000;

    public static bool Contains(string name, double share)
    {
        // FNV-1a, finished by a multiplication that mixes its low bits upward.
        var sum = 14695981039346656037UL;
        foreach (var letter in name) sum = (sum ^ letter) * 1099511628211UL;
        return ((sum ^ (sum >> 32)) * 0x9E3779B97F4A7C15UL >> 20) % Parts < (ulong)(share * Parts);
    }
}
