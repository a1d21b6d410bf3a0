namespace Athanor.Foundation.Settings;

/// <summary>The value in force for a setting, and where it came from: the default, a file, a variable or a flag.</summary>
public sealed record ChosenValue(Setting Setting, string Text, string Source)
{
    public const string FromDefault = "default";

    /// <summary>For showing: a secret that is set is masked, whatever it is.</summary>
    public string Shown => Setting.IsSecret && Text.Length > 0 ? "********" : Text;
}
