using System.Buffers;
using System.IO.Pipelines;
using Athanor.Foundation.Files;

namespace Athanor.Objects.Wire.Chunked;

/// <summary>
/// The content of an <c>aws-chunked</c> body as a stream that can be read once; <c>PipeReader.Create</c> makes a pipe of it. Its
/// end is read only when every chunk and the trailer were right, and anything else is an <see cref="S3Exception"/>.
/// </summary>
internal sealed class ChunkedBody(PipeReader body, ChunkedDecoder decoder) : PassingStream
{
    private bool _isFinished;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && !_isFinished)
        {
            var result = await body.ReadAsync(cancellationToken);
            if (!Decode(result.Buffer, buffer.Span).TryGet(out var step, out var wrong))
            {
                // Whoever clears the rest of the body away finds a reader that is not in use.
                body.AdvanceTo(result.Buffer.End);
                throw new S3Exception(wrong);
            }
            body.AdvanceTo(result.Buffer.GetPosition(step.Consumed));

            if (step.Written > 0) return step.Written;
            if (!result.IsCompleted || step.Consumed < result.Buffer.Length) continue;

            if (decoder.Finish() is { } error) throw new S3Exception(error);
            _isFinished = true;
        }
        return 0;
    }

    private Reading<ChunkedStep> Decode(ReadOnlySequence<byte> pieces, Span<byte> target)
    {
        var (consumed, written) = (0, 0);
        foreach (var piece in pieces)
        {
            if (!decoder.Decode(piece.Span, target[written..]).TryGet(out var step, out var error)) return error;
            consumed += step.Consumed;
            written += step.Written;
            if (step.Consumed < piece.Length) break;
        }
        return new ChunkedStep(consumed, written);
    }
}
