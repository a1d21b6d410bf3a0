namespace Athanor.Foundation.Telemetry;

/// <summary>Set on a request once it is known who asks, so that its log line can say so.</summary>
public interface IRequestActor
{
    string Actor { get; }
}
