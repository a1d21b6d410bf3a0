using Athanor.Access.Authorization;

namespace Athanor.Tracking.Api;

/// <summary>What a route takes in the project that the request is in.</summary>
internal sealed record MlflowDemand(Permission Permission);
