namespace Athanor.EndToEnd.Console;

/// <summary>Every page of the console, by the name of its screenshot.</summary>
public static class ConsolePlaces
{
    /// <summary>A page whose filter makes no sense, and which says so.</summary>
    public const string BadFilter = "/experiments/default/1?filter=metrics.loss%20%3C";

    public static TheoryData<string, string> All { get; } = new()
    {
        { "sign-in", "/sign-in" },
        { "overview", "/" },
        { "journal", "/journal" },
        { "fact", "/journal/2" },
        { "lineage", "/lineage?subject=principal/admin" },
        { "access", "/access" },
        { "project", "/access/projects/default" },
        { "principal", "/access/principals/admin" },
        { "system", "/system" },
        { "buckets", "/buckets" },
        { "folder", "/buckets/leaves" },
        { "subfolder", "/buckets/leaves?prefix=oak%2Fdeep%2F" },
        { "all-versions", "/buckets/leaves/versions" },
        { "object-text", "/buckets/leaves/object?key=notes.txt" },
        { "object-csv", "/buckets/leaves/object?key=measures.csv" },
        { "object-json", "/buckets/leaves/object?key=model.json" },
        { "object-picture", "/buckets/leaves/object?key=oak%2F1.png" },
        { "object-html", "/buckets/leaves/object?key=oak%2Fdeep%2Fer%2F%3Cscript%3Ealert(1)%3C%2Fscript%3E.html" },
        { "bucket-settings", "/buckets/leaves/settings" },
        { "bucket-policy", "/buckets/leaves/policy" },
        { "bucket-lifecycle", "/buckets/leaves/lifecycle" },
        { "storage", "/storage" },
        { "datasets", "/datasets" },
        { "dataset", "/datasets/plants" },
        { "dataset-commit", "/datasets/plants/commits/main" },
        { "dataset-comparison", "/datasets/plants/compare?from=v1&to=main" },
        { "dataset-changes", "/datasets/plants/branches/cleaning/changes" },
        { "dataset-files", "/buckets/plants?prefix=main%2Foak%2F" },
        { "dataset-file", "/buckets/plants/object?key=v1%2Foak%2F0.png" },
        { "jobs", "/jobs" },
        { "jobs-ended", "/jobs?state=ended&project=default" },
        { "job-succeeded", $"/jobs/{JobSamples.Succeeded}" },
        { "job-failed", $"/jobs/{JobSamples.Failed}" },
        { "job-running", $"/jobs/{JobSamples.Running}?rank=1" },
        { "job-waiting", $"/jobs/{JobSamples.Waiting}" },
        { "job-held", $"/jobs/{JobSamples.Held}" },
        { "experiments", "/experiments" },
        { "experiment", "/experiments/default/1" },
        { "experiment-filter", BadFilter },
        { "run", "/runs/RUN-1" },
        { "run-running", "/runs/RUN-3?smooth=0.9&scale=log" },
        { "run-table", "/runs/RUN-1?path=tables%2Ferrors.csv" },
        { "run-picture", "/runs/RUN-1?path=curve.png" },
        { "runs-compared", "/runs/compare?run=RUN-0&run=RUN-1&run=RUN-2&run=RUN-3" },
        { "models", "/models" },
        { "model", "/models/default/leaves" },
        { "model-version", "/models/default/leaves/2?against=3" },
        { "unknown", "/nowhere" },
    };
}
