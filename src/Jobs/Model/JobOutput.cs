namespace Athanor.Jobs.Model;

/// <summary>A folder of the work directory that is stored when the command has ended well: into <c>dataset@branch</c>, where it is committed, or under <c>s3://bucket/prefix</c>.</summary>
public sealed record JobOutput(string From, string To);
