using Athanor.Tracking.Registry.Search;

namespace Athanor.Tracking.Api.Registry;

internal static class RegistryFields
{
    public static RegistrySearch Search(Fields fields, int usualPage) => new()
    {
        Filter = fields.Text("filter") ?? "",
        OrderBy = fields.Texts("order_by"),
        Limit = SearchFields.Limit(fields, usualPage),
        PageToken = fields.Text("page_token"),
    };
}
