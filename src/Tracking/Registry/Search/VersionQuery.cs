using Athanor.Tracking.Search;

namespace Athanor.Tracking.Registry.Search;

internal sealed class VersionQuery(string project, RegistrySearch search)
    : RegistryQuery(project, search, Vocabulary.ModelVersions, 200_000, ["last_updated_timestamp DESC", "name", "version_number DESC"], [SortColumn.Text("m.name"), SortColumn.Number("v.number") with { IsAscending = false }])
{
    protected override string Key => "v.id";
    protected override string From => " FROM model_versions v JOIN registered_models m ON m.id = v.model WHERE v.is_deleted = 0 AND v.project = ";
    protected override string Tag => "SELECT 1 FROM model_version_tags t WHERE t.version = v.id AND t.key = ";
    protected override string ModelTag => "SELECT 1 FROM registered_model_tags t WHERE t.model = v.model AND t.key = ";
}
