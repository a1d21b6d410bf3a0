namespace Athanor.Tracking.Model;

/// <summary>Which of them a search shows.</summary>
public enum LifecycleView
{
    ActiveOnly,
    DeletedOnly,
    All,
}
