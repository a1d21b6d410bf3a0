namespace Athanor.Training.Loop;

/// <summary>Rises in a line over the first steps, then falls along half a cosine to a fraction of its peak at the last step.</summary>
public sealed record LearningRate(float Peak, long WarmUp, long Steps, float Last = 0.1f)
{
    /// <summary>For a step that counts from zero.</summary>
    public float At(long step)
    {
        if (step < WarmUp) return Peak * (step + 1) / WarmUp;
        var progress = Math.Clamp((double)(step - WarmUp) / Math.Max(1, Steps - WarmUp), 0, 1);
        return (float)(Peak * (Last + ((1 - Last) * (1 + Math.Cos(Math.PI * progress)) / 2)));
    }
}
