namespace Athanor.Training.Data;

/// <summary>Samples with a class each, as rows of numbers.</summary>
internal interface IClassifiedRows
{
    int Classes { get; }

    IReadOnlyList<int> Training { get; }

    IReadOnlyList<int> Held { get; }

    int ClassOf(int sample);

    /// <summary>As it is judged.</summary>
    void Read(int sample, Span<float> row);

    /// <summary>As it is shown at a position of the run.</summary>
    void ReadToTrain(int sample, long position, Span<float> row);
}
