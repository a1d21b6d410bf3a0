namespace Athanor.Foundation.Telemetry;

/// <summary>Set on a request at a door that has operations rather than routes; it stands in the route's place in logs and metrics.</summary>
public interface IRequestOperation
{
    string Operation { get; }
}
