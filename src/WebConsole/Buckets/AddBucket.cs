using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Integrity;
using Athanor.Objects.Names;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Buckets;

internal static class AddBucket
{
    public static Task<IResult> HandleAsync(
        Caller caller, ConsoleForm form, PersonalDoor door, BucketDirectory buckets, AccessDirectory directory, DamageRegister damage, CancellationToken cancellation)
    {
        var (name, project) = (form.Text("name"), form.Text("project"));
        return FormAnswer.OfAsync(
            async () =>
            {
                if (!BucketName.TryParse(name, out var bucket)) throw new ProblemException(ConsoleProblems.BadField("name", "It has 3 to 63 lower-case letters, digits, hyphens and dots, and begins and ends with a letter or digit."));
                if (!ProjectName.TryParse(project, out var existing)) throw new ProblemException(ConsoleProblems.BadField("project", ProjectName.Rule));
                await directory.GetProjectAsync(existing, cancellation);
                await door.DoAsync(new("CreateBucket", bucket) { Headers = new Dictionary<string, string> { ["x-athanor-project"] = project } });
                return SeeOther.At(BucketAddress.Of(bucket.Value));
            },
            async problem =>
            {
                var view = await ShowBuckets.ViewAsync(caller, after: "", buckets, directory, damage, cancellation);
                return ShowBuckets.Page(view with { Problem = problem, TypedName = name, TypedProject = project }, problem.Status);
            });
    }
}
