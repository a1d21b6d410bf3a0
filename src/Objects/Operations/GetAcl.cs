using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

/// <summary>Access lists do not decide here, roles do; clients that ask are told the one list there ever is: the owner may do everything.</summary>
internal static class GetAcl
{
    public static Task HandleAsync(S3Request request) =>
        S3Answers.XmlAsync(request.Context, target => AccessControlAnswer.Write(ListedObjects.OwnerOf(request), CannedAcl.Read("private").OrThrow(), target));
}
