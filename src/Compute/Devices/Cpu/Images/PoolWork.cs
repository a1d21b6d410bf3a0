using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Rows;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Images;

/// <summary>A range of lines of the output, all images one below the other.</summary>
internal readonly unsafe struct MaxPoolWork(float* input, float* output, int* where, PoolShape shape) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var line = begin; line < end; line++)
        {
            var image = input + (line / shape.OutputHeight * shape.Height * shape.Width * shape.Channels);
            var y = (int)(line % shape.OutputHeight) * shape.Stride;
            for (var place = 0; place < shape.OutputWidth; place++) Place<V>(image, y, place * shape.Stride, ((line * shape.OutputWidth) + place) * shape.Channels);
        }
    }

    // Where it was goes through the same lanes as bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place<V>(float* image, int y, int x, long to) where V : unmanaged, ILanes<V>
    {
        for (var channel = 0; channel < shape.Channels; channel += V.Count)
        {
            var left = shape.Channels - channel;
            var (most, at) = (V.All(float.NegativeInfinity), Bits<V>((y * shape.Width) + x));
            for (var row = y; row < y + shape.Size; row++)
            {
                for (var place = (row * shape.Width) + x; place < (row * shape.Width) + x + shape.Size; place++)
                {
                    var value = LaneMath.Load<V>(image + ((long)place * shape.Channels) + channel, left);
                    at = V.IfGreater(value, most, Bits<V>(place), at);
                    most = V.IfGreater(value, most, value, most);
                }
            }
            LaneMath.Store(most, output + to + channel, left);
            LaneMath.Store(at, (float*)where + to + channel, left);
        }
    }

    private static V Bits<V>(int value) where V : unmanaged, ILanes<V> => V.All(BitConverter.Int32BitsToSingle(value));
}

internal readonly record struct PoolShape(int Height, int Width, int Channels, int OutputHeight, int OutputWidth, int Size, int Stride);

/// <summary>A range of images: windows may overlap, but not those of two images.</summary>
internal readonly unsafe struct MaxPoolBackwardWork(float* outputGradient, int* where, float* inputGradient, long inputPlaces, long outputPlaces, int channels) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var image = begin; image < end; image++)
        {
            var to = inputGradient + (image * inputPlaces * channels);
            for (var i = 0L; i < inputPlaces * channels; i += V.Count) LaneMath.Store(V.All(0), to + i, (inputPlaces * channels) - i);
            for (var place = image * outputPlaces; place < (image + 1) * outputPlaces; place++)
            {
                for (var channel = 0; channel < channels; channel++) to[((long)where[(place * channels) + channel] * channels) + channel] += outputGradient[(place * channels) + channel];
            }
        }
    }
}

internal readonly unsafe struct MeanPoolWork(float* input, float* output, long places, long channels) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var image = begin; image < end; image++)
        {
            var from = input + (image * places * channels);
            var to = output + (image * channels);
            ColumnSums.Take<V, Itself>(from, from, from, places, channels, to);
            for (var i = 0L; i < channels; i += V.Count) LaneMath.Store(LaneMath.Load<V>(to + i, channels - i) * V.All(1f / places), to + i, channels - i);
        }
    }
}

internal readonly unsafe struct MeanPoolBackwardWork(float* outputGradient, float* inputGradient, long places, long channels) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var place = begin * places; place < end * places; place++)
        {
            var from = outputGradient + (place / places * channels);
            for (var i = 0L; i < channels; i += V.Count) LaneMath.Store(LaneMath.Load<V>(from + i, channels - i) * V.All(1f / places), inputGradient + (place * channels) + i, channels - i);
        }
    }
}
