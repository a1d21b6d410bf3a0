namespace Athanor.Tracking.Registry.Signing;

/// <summary>The files of a version as they were when it was made, and the server's word on it: the signature is over the text, to the byte.</summary>
public sealed record SignedManifest(string Text, byte[] Signature, string Key);
