namespace Athanor.Jobs.Replicas.Samples;

/// <summary>How busy an accelerator was: utilisation from 0 to 1, its memory in use, and the power it drew.</summary>
public sealed record AcceleratorSample(double Utilisation, double UtilisationMaximum, long MemoryBytes, long MemoryBytesMaximum, double Watts, double WattsMaximum);
