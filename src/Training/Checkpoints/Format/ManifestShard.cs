namespace Athanor.Training.Checkpoints.Format;

/// <summary>The table's digest is in hexadecimal digits.</summary>
internal sealed record ManifestShard(long Size, int TableBytes, string Table);
