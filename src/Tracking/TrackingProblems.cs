using Athanor.Foundation.Problems;

namespace Athanor.Tracking;

/// <summary>Each code is an error code of MLflow in small letters, and the words are those that its clients look for.</summary>
internal static class TrackingProblems
{
    public const string Slice = "tracking/";

    private const int LongestShown = 250;
    private const string Described = "docs/mlflow.md says what each endpoint takes.";

    public static Problem Invalid(string detail) => new("tracking/invalid-parameter-value", 400, detail, Described);

    public static Problem Missing(string parameter) => Invalid($"Missing value for required parameter '{parameter}'. See the API docs for more information about request parameters.");

    public static Problem InvalidValue(string parameter, string value) => Invalid($"Invalid value {Shown(value)} for parameter '{parameter}' supplied.");

    public static Problem TooLong(string what, string value, int length, int limit) => Invalid($"{what} '{Shown(value)}' had length {length}, which exceeded length limit of {limit}");

    public static Problem BadJson(string reason) => new("tracking/bad-request", 400, $"The body of the request is no JSON object: {reason}", Described);

    public static Problem BodyTooLarge(long size, long limit) => Invalid($"Batched logging API requests must be at most {limit} bytes, got a request of size {size}.");

    public static Problem TooMany(string what, int limit, int count) =>
        Invalid($"A batch logging request can contain at most {limit} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again.");

    public static Problem BadPageToken => Invalid("Invalid page token, decoding failed: it belongs to no such request.");

    public static Problem NoExperiment(string id) => Gone($"No Experiment with id={Shown(id)} exists");

    public static Problem NoExperimentOfName(string name) => Gone($"Could not find experiment with name '{Shown(name)}'");

    public static Problem NoRun(string id) => Gone($"Run with id={Shown(id)} not found");

    public static Problem NoTag(string key, string run) => Gone($"No tag with name: {Shown(key)} in run with id {run}");

    public static Problem NoExperimentTag(string key, string experiment) => Gone($"No tag with name: {Shown(key)} in experiment with id {experiment}");

    public static Problem NoProject(string name) => Gone($"There is no project '{Shown(name)}'.");

    public static Problem ExperimentExists(string name) => Taken($"Experiment(name={Shown(name)}) already exists.");

    public static Problem ExperimentIsDeleted(string name) =>
        Taken($"Experiment '{Shown(name)}' already exists in deleted state. You can restore the experiment, or choose another name.");

    public static Problem RunNotActive(string id) => Invalid($"The run {id} must be in the 'active' state. Current state is deleted.");

    public static Problem ExperimentNotActive(string id) => Invalid($"The experiment {id} must be in the 'active' state. Current state is deleted.");

    public static Problem ParamChanged(string key, string before, string after, string run) => Invalid(
        $"Changing param values is not allowed. Param with key='{Shown(key)}' was already logged with value='{Shown(before)}' for run ID='{run}'. Attempted logging new value '{Shown(after)}'.");

    public static Problem WhichProject => Invalid("Your key works in several projects. Name one with the header X-MLFLOW-WORKSPACE (the variable MLFLOW_WORKSPACE of MLflow's clients).");

    public static Problem NoEndpoint(string method, string path) => new("tracking/endpoint-not-found", 404, $"Nothing answers {method} at {Shown(path)}.", Described);

    public static Problem NotImplemented(string path) => new("tracking/not-implemented", 501, $"{Shown(path)} is not there yet.", Described);

    public static Problem DamagedBlock(long series, long number) =>
        new("tracking/internal-error", 500, $"Block {number} of series {series} is damaged.", "Bring the metadata back from a backup with `athanor restore`.");

    public static Problem NoModel(string id) => Gone($"Logged model with ID '{Shown(id)}' not found.");

    public static Problem ModelNotActive(string id) => Invalid($"The experiment of the logged model {id} must be in the 'active' state. Current state is deleted.");

    public static Problem NoModelTag(string key, string model) => Gone($"No tag with key '{Shown(key)}' found for model with ID '{model}'.");

    public static Problem ModelParamChanged(string key, string before, string after, string model) => Invalid(
        $"Changing param values is not allowed. Param with key='{Shown(key)}' was already logged with value='{Shown(before)}' for model ID='{model}'. Attempted logging new value '{Shown(after)}'.");

    public static Problem InvalidPath => Invalid("Invalid path");

    public static Problem InvalidAddress(string address) => Invalid($"'{Shown(address)}' is no address of artifacts that this server keeps: they are mlflow-artifacts:/…, runs:/…, models:/m-… and s3://… of its own buckets.");

    public static Problem NoOwner(string path) => Gone($"The path '{Shown(path)}' is within the artifacts of no run of this project.");

    public static Problem NoArtifact(string path) => Gone($"No such artifact: '{Shown(path)}'");

    public static Problem FileInTheWay(string path) => Invalid($"'{Shown(path)}' is a file, so there can be nothing below it. Delete it first, or choose another path.");

    public static Problem FolderInTheWay(string path) => Invalid($"'{Shown(path)}' is a folder of other files. Delete them first, or choose another path.");

    public static Problem FileTooLarge(long limit) => Invalid($"A file of artifacts has at most {limit} bytes. Put larger ones into a bucket, and log where they are.");

    public static Problem TooManyFiles(int limit) => Invalid($"There are more than {limit} files. Gather them in archives.");

    // Clients look for this beginning, and then send the file in one piece.
    public static Problem NoParts => new("tracking/not-implemented", 501, "Multipart upload is not supported for the current artifact repository: the S3 door is shut, or you came without a key.", Described);

    public static Problem PartsNotJoined(string upload, string reason) => Invalid($"The upload '{Shown(upload)}' could not be completed: {reason}.");

    public static Problem KeptElsewhere(string uri) => Invalid($"The artifacts are at '{Shown(uri)}', where only a client can reach them.");

    public static Problem WrittenByRuns => new("tracking/written-by-runs", 403, "Artifacts are written and deleted through the run that they belong to.", "Use MLflow's client, or another bucket.");

    private static Problem Gone(string detail) => new("tracking/resource-does-not-exist", 404, detail, Described);

    private static Problem Taken(string detail) => new("tracking/resource-already-exists", 400, detail, Described);

    private static string Shown(string text) => text.Length > LongestShown ? text[..LongestShown] : text;
}
