using Athanor.Tracking.Model;
using Athanor.Tracking.Registry;

namespace Athanor.Tracking.Api.Registry;

internal static class RegisteredModelApi
{
    private const int UsualPage = 100;

    public static async Task<MlflowAnswer> CreateAsync(MlflowRequest request, ModelRegistry models)
    {
        var fields = request.Fields;
        return RegistryJson.Answer(await models.CreateAsync(
            request.Actor, request.Project, fields.Required("name"), fields.Text("description"), SearchFields.Tags(fields, "tags"), request.Cancellation));
    }

    public static async Task<MlflowAnswer> RenameAsync(MlflowRequest request, ModelRegistry models) =>
        RegistryJson.Answer(await models.RenameAsync(request.Caller, request.Project, NameOf(request), request.Fields.Required("new_name"), request.Cancellation));

    public static async Task<MlflowAnswer> UpdateAsync(MlflowRequest request, ModelRegistry models) =>
        RegistryJson.Answer(await models.DescribeAsync(request.Project, NameOf(request), request.Fields.Text("description"), request.Cancellation));

    public static async Task<MlflowAnswer> DeleteAsync(MlflowRequest request, ModelRegistry models)
    {
        await models.DeleteAsync(request.Caller, request.Project, NameOf(request), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> GetAsync(MlflowRequest request, ModelRegistry models) =>
        RegistryJson.Answer(await models.GetAsync(request.Project, NameOf(request), request.Cancellation));

    public static async Task<MlflowAnswer> SearchAsync(MlflowRequest request, ModelRegistry models)
    {
        var page = await models.SearchAsync(request.Project, RegistryFields.Search(request.Fields, UsualPage), request.Cancellation);
        return MlflowAnswer.Of(json =>
        {
            MlflowJson.WriteList(json, "registered_models", page.Items, RegistryJson.Write);
            if (page.Next is { } next) json.WriteString("next_page_token", next);
        });
    }

    public static async Task<MlflowAnswer> ListLatestAsync(MlflowRequest request, ModelVersions versions)
    {
        var latest = await versions.ListLatestAsync(request.Project, NameOf(request), request.Fields.Texts("stages"), request.Cancellation);
        return MlflowAnswer.Of(json => MlflowJson.WriteList(json, "model_versions", latest, RegistryJson.Write));
    }

    public static async Task<MlflowAnswer> SetTagAsync(MlflowRequest request, ModelRegistry models)
    {
        await models.SetTagAsync(request.Project, NameOf(request), new NamedText(request.Fields.Required("key"), request.Fields.Text("value") ?? ""), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> DeleteTagAsync(MlflowRequest request, ModelRegistry models)
    {
        await models.RemoveTagAsync(request.Project, NameOf(request), request.Fields.Required("key"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> SetAliasAsync(MlflowRequest request, ModelPromotion promotion)
    {
        await promotion.SetAliasAsync(request.Actor, request.Project, NameOf(request), request.Fields.Required("alias"), request.Fields.Required("version"), "", request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> DeleteAliasAsync(MlflowRequest request, ModelPromotion promotion)
    {
        await promotion.RemoveAliasAsync(request.Actor, request.Project, NameOf(request), request.Fields.Required("alias"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> GetByAliasAsync(MlflowRequest request, ModelPromotion promotion) =>
        RegistryJson.Answer(await promotion.FindByAliasAsync(request.Project, NameOf(request), request.Fields.Required("alias"), request.Cancellation));

    private static string NameOf(MlflowRequest request) => request.Fields.Required("name");
}
