namespace Athanor.Foundation.Settings;

/// <summary>Options whose values only make sense together.</summary>
public interface ICheckedOptions
{
    /// <summary>Sentences that name the settings at fault and what to write instead; none when all is well.</summary>
    IEnumerable<string> FindFaults();
}
