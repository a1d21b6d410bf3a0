using Athanor.Tracking.Model;

namespace Athanor.Tracking.Api;

internal static class ExperimentApi
{
    private const int UsualPage = 1000;

    public static async Task<MlflowAnswer> CreateAsync(MlflowRequest request, ExperimentBook experiments)
    {
        var fields = request.Fields;
        var created = await experiments.CreateAsync(
            request.Actor, request.Project, fields.Required("name"), fields.Text("artifact_location"), SearchFields.Tags(fields, "tags"), request.Cancellation);
        return MlflowAnswer.Of(json => json.WriteString("experiment_id", created.Id));
    }

    public static async Task<MlflowAnswer> SearchAsync(MlflowRequest request, ExperimentBook experiments)
    {
        var fields = request.Fields;
        var page = await experiments.SearchAsync(
            request.Project,
            new()
            {
                Filter = fields.Text("filter") ?? "",
                View = SearchFields.View(fields, "view_type"),
                OrderBy = fields.Texts("order_by"),
                Limit = SearchFields.Limit(fields, UsualPage),
                PageToken = fields.Text("page_token"),
            },
            request.Cancellation);
        return MlflowAnswer.Of(json =>
        {
            json.WriteStartArray("experiments");
            foreach (var experiment in page.Items) MlflowJson.Write(json, experiment);
            json.WriteEndArray();
            if (page.Next is { } next) json.WriteString("next_page_token", next);
        });
    }

    public static async Task<MlflowAnswer> GetAsync(MlflowRequest request, ExperimentBook experiments) =>
        Answer(await experiments.GetAsync(request.Project, request.Fields.Required("experiment_id"), request.Cancellation));

    public static async Task<MlflowAnswer> GetByNameAsync(MlflowRequest request, ExperimentBook experiments) =>
        Answer(await experiments.GetByNameAsync(request.Project, request.Fields.Required("experiment_name"), request.Cancellation));

    public static async Task<MlflowAnswer> DeleteAsync(MlflowRequest request, ExperimentBook experiments)
    {
        await experiments.DeleteAsync(request.Actor, request.Project, request.Fields.Required("experiment_id"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> RestoreAsync(MlflowRequest request, ExperimentBook experiments)
    {
        await experiments.RestoreAsync(request.Actor, request.Project, request.Fields.Required("experiment_id"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> UpdateAsync(MlflowRequest request, ExperimentBook experiments)
    {
        await experiments.RenameAsync(request.Actor, request.Project, request.Fields.Required("experiment_id"), request.Fields.Required("new_name"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> SetTagAsync(MlflowRequest request, ExperimentBook experiments)
    {
        var tag = new NamedText(request.Fields.Required("key"), request.Fields.Present("value"));
        await experiments.SetTagAsync(request.Project, request.Fields.Required("experiment_id"), tag, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> DeleteTagAsync(MlflowRequest request, ExperimentBook experiments)
    {
        await experiments.RemoveTagAsync(request.Project, request.Fields.Required("experiment_id"), request.Fields.Required("key"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    private static MlflowAnswer Answer(Experiment experiment) => MlflowAnswer.Of(json =>
    {
        json.WritePropertyName("experiment");
        MlflowJson.Write(json, experiment);
    });
}
