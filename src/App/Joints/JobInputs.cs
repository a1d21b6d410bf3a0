using Athanor.Access.Authorization;
using Athanor.App.Verbs.Data;
using Athanor.Datasets;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Jobs;
using Athanor.Jobs.Model;
using Athanor.Tracking;
using Athanor.Tracking.Registry;

namespace Athanor.App.Joints;

/// <summary>
/// Tells jobs what their inputs are: datasets at a commit, with the labels that hold for them, and models at the version that their name means
/// now. Objects are what they are when they are read.
/// </summary>
internal sealed class JobInputs(DatasetDirectory datasets, DatasetRefs refs, ModelFiles models) : IJobInputs
{
    private const string Bucket = "s3://";
    private const string Model = "models:/";

    public async Task<ResolvedInputs> ResolveAsync(Caller caller, JobSpecification specification, CancellationToken cancellation)
    {
        var (inputs, parents, labels) = (new List<JobInput>(), new List<Subject>(), new List<string>());
        foreach (var asked in specification.Inputs)
        {
            var input = asked;
            if (asked.From.StartsWith(Model, StringComparison.Ordinal))
            {
                Authorizer.Demand(caller, TrackingPermissions.Read, specification.Project);
                var (version, objects) = await models.LocateAsync(specification.Project, asked.From, cancellation);
                input = asked with { From = objects };
                parents.Add(new("model-version", $"{version.Project}/{version.Model}/{version.Number}"));
            }
            if (input.From.StartsWith(Bucket, StringComparison.Ordinal))
            {
                var bucket = input.From[Bucket.Length..].Split('/')[0];
                inputs.Add(input);
                parents.Add(new("bucket", bucket));
                labels.AddRange(await LabelsOfBucketAsync(caller, bucket, cancellation));
                continue;
            }
            var (name, reference) = VersionName.Split(input.From);
            var dataset = await datasets.GetAsync(caller, name, DatasetsPermissions.Read, cancellation);
            var commit = await refs.GetCommitAsync(dataset, reference ?? dataset.DefaultBranch, cancellation);
            inputs.Add(input with { From = $"{dataset.Name}@{commit.Id}" });
            parents.Add(new("commit", $"{dataset.Name}/{commit.Id}"));
            labels.AddRange(dataset.Labels);
        }
        return new(inputs, parents, labels);
    }

    // A dataset is a bucket, too: by whichever name it is read, what holds for its data holds.
    private async Task<IReadOnlyList<string>> LabelsOfBucketAsync(Caller caller, string bucket, CancellationToken cancellation)
    {
        try
        {
            return (await datasets.GetAsync(caller, bucket, DatasetsPermissions.Read, cancellation)).Labels;
        }
        catch (ProblemException other) when (other.Problem.Code == "datasets/unknown-dataset")
        {
            return [];
        }
    }
}
