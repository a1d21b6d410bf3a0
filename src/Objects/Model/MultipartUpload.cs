namespace Athanor.Objects.Model;

public sealed record MultipartUpload(string Id, long Bucket, string Key, ObjectHeaders Headers, string StartedBy, DateTimeOffset StartedAt);
