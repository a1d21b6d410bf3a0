using Athanor.Foundation.Telemetry;

namespace Athanor.Objects.Door;

internal sealed record RequestOperation(string Operation) : IRequestOperation;
