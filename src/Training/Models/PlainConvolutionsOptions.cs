namespace Athanor.Training.Models;

/// <summary>Square images, halved by each layer.</summary>
public sealed record PlainConvolutionsOptions(int Size, int Channels, int Classes, IReadOnlyList<int> Widths);
