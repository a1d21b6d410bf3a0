using Athanor.Foundation.Settings;
using Athanor.Foundation.Units;

namespace Athanor.Datasets;

[Section("datasets")]
public sealed class DatasetsOptions
{
    [Setting("How often what no kept version of a dataset names is collected; 0: never.", Minimum = 0, Maximum = 86_400 * 366)]
    public TimeSpan CollectInterval { get; init; } = TimeSpan.FromHours(6);

    [Setting("How many days a commit is kept that no branch and no tag reaches, where its dataset says nothing else.", Minimum = 0, Maximum = 36_500)]
    public int KeptDays { get; init; } = 14;

    [Setting("How much memory may hold parts of versions that were read lately.", Minimum = 1 << 20)]
    public Bytes NodeCache { get; init; } = Bytes.FromMebibytes(64);
}
