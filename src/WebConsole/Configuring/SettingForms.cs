using System.Text;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Usage;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Configuring;

/// <summary>The forms on the page of a bucket's settings, each an operation of S3 but for the quota, which S3 does not know.</summary>
internal static class SettingForms
{
    private const int LongestCors = 60_000;

    public static Task<IResult> ShowAsync(BucketName bucket, PersonalDoor door, SettingsPages pages, CancellationToken cancellation) =>
        pages.ShowAsync(door, bucket, problem: null, typedCors: null, cancellation);

    public static Task<IResult> SetVersioningAsync(BucketName bucket, ConsoleForm form, PersonalDoor door, SettingsPages pages, CancellationToken cancellation) => pages.ChangeAsync(
        door, bucket, () => door.DoAsync(new PersonalRequest("PutBucketVersioning", bucket).WithDocument(SettingDocuments.Versioning(form.Text("versioning") == "on"))), cancellation);

    public static Task<IResult> SetEncryptionAsync(BucketName bucket, ConsoleForm form, PersonalDoor door, SettingsPages pages, CancellationToken cancellation) => pages.ChangeAsync(
        door,
        bucket,
        () => door.DoAsync(form.Text("encryption") == "on" ? new PersonalRequest("PutBucketEncryption", bucket).WithDocument(SettingDocuments.Encryption) : new("DeleteBucketEncryption", bucket)),
        cancellation);

    public static Task<IResult> SetPublicAccessAsync(BucketName bucket, ConsoleForm form, PersonalDoor door, SettingsPages pages, CancellationToken cancellation)
    {
        var access = new PublicAccess(form.IsTicked("block-acls"), form.IsTicked("ignore-acls"), form.IsTicked("block-policy"), form.IsTicked("restrict"));
        return pages.ChangeAsync(door, bucket, () => door.DoAsync(new PersonalRequest("PutPublicAccessBlock", bucket).WithDocument(SettingDocuments.PublicAccess(access))), cancellation);
    }

    public static Task<IResult> SetCorsAsync(BucketName bucket, ConsoleForm form, PersonalDoor door, SettingsPages pages, CancellationToken cancellation)
    {
        var cors = form.Document("cors", LongestCors).Trim();
        return pages.ChangeAsync(
            door,
            bucket,
            () => door.DoAsync(cors.Length > 0 ? new PersonalRequest("PutBucketCors", bucket).WithDocument(Encoding.UTF8.GetBytes(cors)) : new("DeleteBucketCors", bucket)),
            cancellation,
            cors);
    }

    public static Task<IResult> SetQuotaAsync(Caller caller, BucketName bucket, ConsoleForm form, PersonalDoor door, Quotas quotas, SettingsPages pages, CancellationToken cancellation) =>
        pages.ChangeAsync(
            door,
            bucket,
            async () =>
            {
                var found = (await door.SettingsAsync(bucket)).Bucket;
                Authorizer.Demand(caller, ObjectsPermissions.Manage, found.Project);
                await quotas.SetAsync(caller.Actor, found, QuotaOf(form), cancellation);
            },
            cancellation);

    public static Task<IResult> DeleteAsync(BucketName bucket, PersonalDoor door, SettingsPages pages, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await door.DoAsync(new("DeleteBucket", bucket));
            return SeeOther.At("/buckets");
        },
        problem => pages.ShowAsync(door, bucket, problem, typedCors: null, cancellation));

    public static Quota QuotaOf(ConsoleForm form)
    {
        var (size, count) = (form.Text("bytes", maximum: 30), form.Text("objects", maximum: 20));
        var bytes = new Bytes(0);
        if (size.Length > 0 && !Bytes.TryParse(size, out bytes)) throw new ProblemException(ConsoleProblems.BadField("bytes", "It is a size such as 500 MiB or 2 TiB, or empty for no limit."));
        long objects = 0;
        if (count.Length > 0 && (!long.TryParse(count, out objects) || objects < 0)) throw new ProblemException(ConsoleProblems.BadField("objects", "It is a whole number, or empty for no limit."));
        return new(size.Length > 0 ? bytes.Value : null, count.Length > 0 ? objects : null);
    }
}
