using System.Buffers;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

/// <summary>What names and values of models may be: MLflow's rules, and the limits of runs where it has none.</summary>
internal static class LoggedModelRules
{
    public const int MostModels = 1000;

    private const int LongestName = 500;

    private static readonly SearchValues<char> RefusedInNames = SearchValues.Create("/:.%\"'");

    public static void Check(LoggedModelDraft draft)
    {
        if (draft.Name is { } name && (name.Length is 0 or > LongestName || name.AsSpan().ContainsAny(RefusedInNames)))
            throw new ProblemException(TrackingProblems.Invalid($"Invalid model name ('{(name.Length > LongestName ? name[..LongestName] : name)}') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")"));
        if (draft.Type?.Length > LongestName) throw new ProblemException(TrackingProblems.TooLong("Model type", draft.Type, draft.Type.Length, LongestName));
    }

    /// <summary>As they are kept.</summary>
    public static (IReadOnlyList<NamedText> Params, IReadOnlyList<NamedText> Tags) Check(IReadOnlyList<NamedText> parameters, IReadOnlyList<NamedText> tags)
    {
        var batch = TrackingRules.Check(new LoggedBatch { Params = parameters, Tags = tags });
        return (batch.Params, batch.Tags);
    }

    public static void CheckCount(int models)
    {
        if (models > MostModels) throw new ProblemException(TrackingProblems.TooMany("models", MostModels, models));
    }
}
