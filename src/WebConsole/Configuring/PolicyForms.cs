using System.Text;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.Objects.Policies;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Configuring;

/// <summary>The editor of a bucket's policy: it explains what stands in it, and stores it when asked to.</summary>
internal static class PolicyForms
{
    private const int LongestPolicy = 20 * 1024;
    private const long LargestForm = 256 << 10;

    public static FormLimit Limit { get; } = new(LargestForm);

    public static async Task<IResult> ShowAsync(BucketName bucket, PersonalDoor door)
    {
        await door.DemandAsync(new("GetBucketPolicy", bucket));
        return await PageAsync(bucket, (await door.SettingsAsync(bucket)).Policy ?? "", sample: "", problem: null, door);
    }

    public static Task<IResult> ExplainAsync(BucketName bucket, ConsoleForm form, PersonalDoor door) =>
        PageAsync(bucket, form.Document("policy", LongestPolicy), form.Text("sample", ObjectKey.MaximumBytes), problem: null, door);

    public static Task<IResult> SaveAsync(BucketName bucket, ConsoleForm form, PersonalDoor door)
    {
        var text = form.Document("policy", LongestPolicy).Trim();
        return FormAnswer.OfAsync(
            async () =>
            {
                await door.DoAsync(text.Length == 0 ? new("DeleteBucketPolicy", bucket) : new PersonalRequest("PutBucketPolicy", bucket).WithDocument(Encoding.UTF8.GetBytes(text)));
                return SeeOther.At($"/buckets/{bucket}/policy");
            },
            problem => PageAsync(bucket, text, sample: "", problem, door));
    }

    private static async Task<IResult> PageAsync(BucketName bucket, string text, string sample, Problem? problem, PersonalDoor door)
    {
        PolicyExplanation? explanation = null;
        try
        {
            if (text.Trim().Length > 0) explanation = await door.ExplainPolicyAsync(bucket, Encoding.UTF8.GetBytes(text.Trim()), ObjectKey.TryParse(sample, out var key) ? key : null);
        }
        catch (ProblemException malformed)
        {
            problem ??= malformed.Problem;
        }
        var settings = await door.SettingsAsync(bucket);
        return ConsolePage.Of<PolicyPage, PolicyView>(new(settings, text, sample, explanation, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}
