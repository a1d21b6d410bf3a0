using System.Text;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Objects.Lifecycle;
using Athanor.Objects.Names;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Configuring;

/// <summary>The editor of lifecycle rules: it counts what they would do now, and stores them when asked to.</summary>
internal static class LifecycleForms
{
    private const int LongestRules = 60_000;

    public static async Task<IResult> ShowAsync(BucketName bucket, PersonalDoor door) => await PageAsync(bucket, await door.FindLifecycleAsync(bucket) ?? "", problem: null, door);

    public static Task<IResult> PreviewAsync(BucketName bucket, ConsoleForm form, PersonalDoor door) => PageAsync(bucket, form.Document("rules", LongestRules).Trim(), problem: null, door);

    public static Task<IResult> SaveAsync(BucketName bucket, ConsoleForm form, PersonalDoor door)
    {
        var text = form.Document("rules", LongestRules).Trim();
        return FormAnswer.OfAsync(
            async () =>
            {
                await door.DoAsync(text.Length == 0 ? new("DeleteBucketLifecycle", bucket) : new PersonalRequest("PutBucketLifecycleConfiguration", bucket).WithDocument(Encoding.UTF8.GetBytes(text)));
                return SeeOther.At($"/buckets/{bucket}/lifecycle");
            },
            problem => PageAsync(bucket, text, problem, door));
    }

    private static async Task<IResult> PageAsync(BucketName bucket, string text, Problem? problem, PersonalDoor door)
    {
        LifecycleExplanation? explanation = null;
        try
        {
            if (text.Length > 0) explanation = await door.ExplainLifecycleAsync(bucket, Encoding.UTF8.GetBytes(text));
        }
        catch (ProblemException malformed)
        {
            problem ??= malformed.Problem;
        }
        var isInForce = (await door.FindLifecycleAsync(bucket) ?? "").ReplaceLineEndings("\n").Trim() == text;
        var view = new LifecycleView((await door.SettingsAsync(bucket)).Bucket, text, isInForce, explanation, problem);
        return ConsolePage.Of<LifecyclePage, LifecycleView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }
}
