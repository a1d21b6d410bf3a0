using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Registry;

/// <summary>Said in MLflow's words where it has some.</summary>
internal static class RegistryProblems
{
    private const int LongestShown = 250;
    private const string Described = "docs/models.md says what names, sources and gates may be.";

    public static Problem Invalid(string detail) => new("tracking/invalid-parameter-value", 400, detail, Described);

    public static Problem BadName(string name) => Invalid($"Registered model name '{Shown(name)}' cannot be used: it has 1 to 256 characters, is not '.' or '..', and has no '/', '\\', ':', '@', '#', '?', '%' and no control characters.");

    public static Problem NoModel(string name) => Gone($"Registered Model with name={Shown(name)} not found");

    public static Problem NoVersion(string name, string version) => Gone($"Model Version (name={Shown(name)}, version={Shown(version)}) not found");

    public static Problem BadVersion(string version) => Invalid($"Parameter 'version' must be an integer, got '{Shown(version)}'.");

    public static Problem ModelExists(string name) => new("tracking/resource-already-exists", 400, $"Registered Model (name={Shown(name)}) already exists.", "Choose another name, or add a version to the model that is there.");

    public static Problem NoAlias(string alias) => Invalid($"Registered model alias {Shown(alias)} not found.");

    public static Problem BadAlias(string alias) => Invalid($"Invalid alias name: '{Shown(alias)}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");

    public static Problem UnknownStage(string stage) => Invalid($"Invalid Model Version stage: {Shown(stage)}. Value must be one of {string.Join(", ", Model.ModelStages.All)}.");

    public static Problem CannotArchive(string stage) =>
        Invalid($"Model version transition cannot archive existing model versions because '{Shown(stage)}' is not an Active stage. Valid stages are ['Staging', 'Production']");

    public static Problem RelativeSource(string source) => Invalid(
        $"Invalid model version source: '{Shown(source)}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.");

    public static Problem ForeignSource(string source) =>
        Invalid($"Invalid model version source: '{Shown(source)}'. A source is runs:/RUN/PATH, models:/NAME/VERSION, models:/NAME@ALIAS, models:/m-ID, mlflow-artifacts:/PATH, or s3://BUCKET/PREFIX of a bucket of the project.");

    public static Problem OutsideRun(string source, string run) =>
        Invalid($"Invalid model version source: '{Shown(source)}'. It has to be contained within the artifacts of the run {Shown(run)} that run_id names.");

    public static Problem Unreadable(string address) => new("tracking/permission-denied", 403, $"You may not read {Shown(address)}, if it is there.", "Ask whoever keeps the bucket, or name objects that you may read.");

    public static Problem BucketElsewhere(string bucket, string project) => Invalid($"The bucket {bucket} does not belong to the project {project}.");

    public static Problem TooManyFiles(int limit) => Invalid($"A model version has at most {limit} files.");

    public static Problem GuardedModel(string name) => new(
        "tracking/permission-denied", 403, $"The model {Shown(name)} has gates, and taking its name away would go around them.", "It takes models:manage in the project; ask an operator, or remove the gates first.");

    public static Problem GateClosed(string name, long version, string target, IReadOnlyList<string> unmet) => new(
        "tracking/invalid-state", 409, $"Version {version} of {Shown(name)} cannot become {target} yet: {string.Join("; ", unmet)}.", "Meet what the gate asks, or choose another version; `athanor models gate` shows the gates.")
    {
        Particulars = new Dictionary<string, IReadOnlyList<string>> { ["unmet"] = unmet },
    };

    public static Problem NothingBehind(string name, string alias) => new(
        "tracking/invalid-state", 409, $"There is no version that {alias} of {Shown(name)} could go back to.", "`athanor models show` lists what the alias has stood for; set it to a version instead.");

    public static Problem OwnApproval => new("tracking/permission-denied", 403, "Whoever made a version cannot approve it.", "Ask somebody else for the approval.");

    public static Problem NoGate(string target) => Gone($"There is no gate for {Shown(target)}.");

    public static Problem BadThreshold(string text) => Invalid($"'{Shown(text)}' is no threshold. Write it like accuracy >= 0.95.");

    public static Problem EmptyGate => Invalid("A gate asks for something: metrics, tags or approvals.");

    public static Problem AliasOrStage => Invalid("A version is promoted to an alias or to a stage; only with a stage others can be archived.");

    public static Problem NoReason => Invalid("Missing value for required parameter 'reason'. Say why, in at most 1000 characters.");

    public static Problem Unsigned(string name, long version) => new(
        "tracking/invalid-state", 409, $"Version {version} of {Shown(name)} has no signed manifest: when it was made, no files were found at its source.", "Register a version once its files are stored.");

    public static Problem NothingStored(string name, long version) => Gone($"Nothing is stored at the source of version {version} of {Shown(name)}.");

    private static Problem Gone(string detail) => new("tracking/resource-does-not-exist", 404, detail, Described);

    private static string Shown(string text) => text.Length > LongestShown ? text[..LongestShown] : text;
}
