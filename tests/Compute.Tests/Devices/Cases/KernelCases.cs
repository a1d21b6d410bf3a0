namespace Athanor.Compute.Tests.Devices.Cases;

internal static class KernelCases
{
    private static readonly Dictionary<string, KernelCase> Known = Enumerate().ToDictionary(known => known.Name);

    public static IEnumerable<string> Names => Known.Keys;

    public static KernelCase Find(string name) => Known[name];

    private static IEnumerable<KernelCase> Enumerate() =>
    [
        .. ProductCases.All,
        .. ElementCases.All,
        .. NormCases.All,
        .. LossCases.All,
        .. ImageCases.All,
        .. SequenceCases.All,
        .. AttentionCases.All,
        .. OptimizerCases.All,
    ];
}
