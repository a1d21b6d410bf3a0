namespace Athanor.Tracking.LoggedModels;

/// <summary>The states of a model: on the wire by MLflow's names, in filters by short ones.</summary>
internal static class LoggedModelStatuses
{
    private const string Prefix = "LOGGED_MODEL_";

    public static string ShortNameOf(LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Ready => "READY",
        LoggedModelStatus.UploadFailed => "UPLOAD_FAILED",
        _ => "PENDING",
    };

    public static string NameOf(LoggedModelStatus status) => Prefix + ShortNameOf(status);

    public static LoggedModelStatus? Find(string name) => name switch
    {
        "PENDING" or "LOGGED_MODEL_PENDING" => LoggedModelStatus.Pending,
        "READY" or "LOGGED_MODEL_READY" => LoggedModelStatus.Ready,
        "UPLOAD_FAILED" or "LOGGED_MODEL_UPLOAD_FAILED" => LoggedModelStatus.UploadFailed,
        _ => null,
    };
}
