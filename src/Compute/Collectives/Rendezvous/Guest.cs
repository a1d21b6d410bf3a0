using System.Net.Sockets;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>Somebody who has proved to know the secret, the errand he named, and the key of this connection alone.</summary>
internal sealed record Guest(Socket Socket, int Errand, byte[] SessionKey);
