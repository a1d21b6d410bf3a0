namespace Athanor.Jobs.Model;

/// <summary>Data that is in a folder of the work directory before the command starts: <c>dataset@ref</c>, or <c>s3://bucket/prefix</c>.</summary>
public sealed record JobInput(string From, string To);
