using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Signing;

/// <summary>What a signature covers: the target is the one that the client sent, before anybody tidied it up.</summary>
internal sealed record RequestToVerify(string Method, string RawTarget, IHeaderDictionary Headers);
