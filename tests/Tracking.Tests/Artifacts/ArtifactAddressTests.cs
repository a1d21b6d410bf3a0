namespace Athanor.Tracking.Artifacts;

public sealed class ArtifactAddressTests
{
    [Theory]
    [InlineData("mlflow-artifacts:/0/run/artifacts", "Kept { Path = 0/run/artifacts }")]
    [InlineData("mlflow-artifacts:///0/run/artifacts", "Kept { Path = 0/run/artifacts }")]
    [InlineData("mlflow-artifacts://host:5000/0/run", "Kept { Path = 0/run }")]
    [InlineData("MLFLOW-ARTIFACTS:/0", "Kept { Path = 0 }")]
    [InlineData("runs:/abc/model", "OfRun { Run = abc, Path = model }")]
    [InlineData("runs:/abc", "OfRun { Run = abc, Path =  }")]
    [InlineData("models:/m-123/code", "OfModel { Model = m-123, Path = code }")]
    [InlineData("s3://leaves/a/b", "InBucket { Bucket = leaves, Path = a/b }")]
    public void Addresses_of_clients_are_read(string address, string expected) => Assert.Equal(expected, ArtifactAddress.Parse(address).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("model.pkl")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://host/x")]
    [InlineData("mlflow-artifacts:/0/../1")]
    [InlineData("mlflow-artifacts:/%2e%2e/1")]
    [InlineData("mlflow-artifacts://host/..")]
    [InlineData("mlflow-artifacts:/0?x=/../y")]
    [InlineData("mlflow-artifacts:/0#x")]
    [InlineData("mlflow-artifacts:////host/x")]
    [InlineData("mlflow-artifacts:\\0")]
    [InlineData("runs:/")]
    [InlineData("runs://host/abc")]
    [InlineData("runs:/../abc")]
    [InlineData("models:/iris/1")]
    [InlineData("s3:/leaves/a")]
    [InlineData("s3://UPPER/a")]
    [InlineData("s3://leaves/../a")]
    [InlineData("s3://user:secret@leaves/a")]
    public void All_else_is_refused(string address) => Assert.Null(ArtifactAddress.TryParse(address));
}
