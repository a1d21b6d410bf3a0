using Athanor.Foundation.Problems;

namespace Athanor.Access.Operations;

internal static class KeyTimes
{
    private const double TenYears = 10 * 366 * 86_400;

    public static TimeSpan? FromSeconds(double? seconds, string field) => seconds switch
    {
        null => null,
        >= 0 and <= TenYears => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new ProblemException(AccessProblems.BadField(field, "It lies between 0 and ten years.")),
    };
}
