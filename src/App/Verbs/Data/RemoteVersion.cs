using Athanor.Datasets.Client.Checkout;
using Athanor.Objects.Client;

namespace Athanor.App.Verbs.Data;

/// <summary>A version of a dataset: its list from the API, its bytes from the S3 door, where a dataset is a bucket.</summary>
internal sealed class RemoteVersion(ApiClient api, RemoteBuckets buckets, DatasetPlace place, string commit) : IVersionContent
{
    public string Prefix => place.FolderPrefix;

    public Task<Stream> OpenManifestAsync(CancellationToken cancellation) =>
        api.OpenAsync($"{place.Path}/manifest?ref={commit}&prefix={Uri.EscapeDataString(Prefix)}", cancellation);

    public Task CopyToAsync(string path, Stream target, CancellationToken cancellation) => buckets.CopyToAsync(place.Dataset, $"{commit}/{Prefix}{path}", target, cancellation);
}
