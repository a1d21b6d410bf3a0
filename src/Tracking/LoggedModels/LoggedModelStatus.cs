namespace Athanor.Tracking.LoggedModels;

public enum LoggedModelStatus
{
    Pending,
    Ready,
    UploadFailed,
}
