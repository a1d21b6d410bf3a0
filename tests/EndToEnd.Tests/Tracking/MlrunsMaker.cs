using System.Globalization;
using System.Text;

namespace Athanor.EndToEnd.Tracking;

/// <summary>Writes a folder of MLflow's file store, as its clients do.</summary>
internal sealed class MlrunsMaker(string root)
{
    public const string Experiment = "831247569";

    public MlrunsMaker AddExperiment(string name)
    {
        Write("meta.yaml", $"artifact_location: file:///somewhere/{Experiment}\ncreation_time: 1700000000000\nexperiment_id: '{Experiment}'\nlast_update_time: 1700000000000\nlifecycle_stage: active\nname: {name}\n");
        Write("tags/team", "green");
        return this;
    }

    public MlrunsMaker AddRun(string id, int points = 3, string? parent = null, string stage = "active")
    {
        Write($"{id}/meta.yaml", $"artifact_uri: file:///somewhere/{id}/artifacts\nend_time: 1700000090000\nentry_point_name: ''\nexperiment_id: '{Experiment}'\nlifecycle_stage: {stage}\nrun_id: {id}\nrun_name: run {id[..4]}\nrun_uuid: {id}\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: 1700000000000\nstatus: 3\ntags: []\nuser_id: ada\n");
        Write($"{id}/params/model/depth", "12");
        Write($"{id}/params/note", "");
        Write($"{id}/tags/mlflow.user", "ada");
        if (parent is not null) Write($"{id}/tags/mlflow.parentRunId", parent);
        var loss = new StringBuilder();
        for (var step = 0; step < points; step++) loss.Append(CultureInfo.InvariantCulture, $"{1700000000000 + step} {1.0 / (step + 1):R} {step}\n");
        Write($"{id}/metrics/train/loss", loss.ToString());
        Write($"{id}/metrics/odd", "1700000000000 nan 0\n1700000000001 inf 1\n1700000000002 0.5\n");
        Write($"{id}/artifacts/model/weights.bin", "weights");
        Write("datasets/d5e2/meta.yaml", "digest: '1234'\nname: leaves\nprofile: '{}'\nschema: '{}'\nsource: s3://leaves\nsource_type: s3\n");
        Write($"{id}/inputs/77aa/meta.yaml", $"destination_id: {id}\ndestination_type: RUN\nsource_id: d5e2\nsource_type: DATASET\ntags:\n  mlflow.data.context: training\n");
        return this;
    }

    public string PathOf(string path) => Path.Combine(root, Experiment, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }
}
