using Athanor.Access.Authorization;
using Athanor.App.Verbs.Data;
using Athanor.Datasets;
using Athanor.Foundation.Identifiers;
using Athanor.Jobs;
using Athanor.Jobs.Model;

namespace Athanor.App.Joints;

/// <summary>Tells jobs what their inputs are: datasets at a commit, with the labels that hold for them. Objects are what they are when they are read.</summary>
internal sealed class JobInputs(DatasetDirectory datasets, DatasetRefs refs) : IJobInputs
{
    private const string Bucket = "s3://";

    public async Task<ResolvedInputs> ResolveAsync(Caller caller, JobSpecification specification, CancellationToken cancellation)
    {
        var (inputs, parents, labels) = (new List<JobInput>(), new List<Subject>(), new List<string>());
        foreach (var input in specification.Inputs)
        {
            if (input.From.StartsWith(Bucket, StringComparison.Ordinal))
            {
                inputs.Add(input);
                parents.Add(new("bucket", input.From[Bucket.Length..].Split('/')[0]));
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
}
