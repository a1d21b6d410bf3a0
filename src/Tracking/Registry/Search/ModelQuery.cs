using Athanor.Tracking.Search;

namespace Athanor.Tracking.Registry.Search;

internal sealed class ModelQuery(string project, RegistrySearch search) : RegistryQuery(project, search, Vocabulary.Models, 1000, ["name"], [SortColumn.Text("m.name")])
{
    protected override string Key => "m.id";
    protected override string From => " FROM registered_models m WHERE m.project = ";
    protected override string Tag => "SELECT 1 FROM registered_model_tags t WHERE t.model = m.id AND t.key = ";
    protected override string ModelTag => Tag;
}
