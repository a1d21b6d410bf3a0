using Athanor.Tracking.LoggedModels;

namespace Athanor.Tracking.Api.LoggedModels;

/// <summary>The models that a run took and made.</summary>
internal static class RunModelsApi
{
    public static async Task<MlflowAnswer> LogOutputsAsync(MlflowRequest request, RunModels models)
    {
        var outputs = request.Fields.Objects("models").Select(model => new ModelOutput(model.Required("model_id"), model.Long("step") ?? 0)).ToList();
        await models.LogOutputsAsync(request.Project, request.Fields.Required("run_id"), outputs, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    /// <summary>As clients before MLflow 3 say it: the description of a model, kept in a tag of the run.</summary>
    public static async Task<MlflowAnswer> LogModelAsync(MlflowRequest request, ModelHistory history)
    {
        await history.AddAsync(request.Project, request.Fields.Required("run_id"), request.Fields.Required("model_json"), request.Cancellation);
        return MlflowAnswer.Empty;
    }
}
