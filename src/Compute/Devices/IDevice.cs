using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices;

/// <summary>
/// What a device computes. The reference says in plain loops what each kernel means; every device is held to it by one suite.
/// <para>
/// Conventions: images are [batch, height, width, channels]. A tensor of more than two dimensions where a matrix is wanted counts as
/// [<see cref="Shape.Rows"/>, <see cref="Shape.Columns"/>]. A gradient of parameters (named <c>…Gradient</c> with parameters) is added to what is
/// there, a gradient of activations overwrites it. Shapes that do not fit are refused before anything is written. What goes element by element may write over what it reads. Nothing is allocated on the
/// managed heap once a kernel has run with the same shapes. The result depends on the inputs and the number of threads alone, never on timing.
/// </para>
/// </summary>
public interface IDevice : IDisposable
{
    string Name { get; }

    int Threads { get; }

    /// <summary>product = left · right, or added to it. Either factor may be <see cref="Matrix.Transposed"/>.</summary>
    void Multiply(Matrix left, Matrix right, Tensor product, bool accumulate = false);

    /// <summary>Adds one row to each row.</summary>
    void AddToRows(Tensor target, Tensor row);

    /// <summary>Adds up all rows: row += Σ source.</summary>
    void SumRows(Tensor source, Tensor row);

    /// <summary>target += factor · source.</summary>
    void Add(Tensor target, Tensor source, float factor = 1);

    void Scale(Tensor target, float factor);

    /// <summary>Σ x², in a fixed order and with double precision.</summary>
    double SumOfSquares(Tensor source);

    void Activate(Activation activation, Tensor input, Tensor output);

    void ActivateBackward(Activation activation, Tensor input, Tensor outputGradient, Tensor inputGradient);

    /// <summary>output = silu(gate) · up.</summary>
    void SwiGlu(Tensor gate, Tensor up, Tensor output);

    void SwiGluBackward(Tensor gate, Tensor up, Tensor outputGradient, Tensor gateGradient, Tensor upGradient);

    /// <summary>Each row to mean 0 and variance 1, then scaled and moved. <paramref name="statistics"/> is [rows, 2]: mean and 1/deviation, for the way back.</summary>
    void LayerNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, float epsilon);

    void LayerNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient, Tensor biasGradient);

    /// <summary>Each row divided by the root of its mean square, then scaled. <paramref name="statistics"/> is [rows].</summary>
    void RmsNorm(Tensor input, Tensor weight, Tensor output, Tensor statistics, float epsilon);

    void RmsNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient);

    /// <summary>Each image's channels in groups to mean 0 and variance 1, then scaled and moved by channel: what a batch norm does, without a word about the rest of the batch. <paramref name="statistics"/> is [batch, groups, 2].</summary>
    void GroupNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, int groups, float epsilon);

    void GroupNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient, Tensor biasGradient, int groups);

    /// <summary>
    /// The loss of each row, -log softmax(logits)[target], and its gradient with respect to the logits times <paramref name="scale"/>. Rows whose target is negative
    /// have no loss and no gradient. The gradient may be the logits themselves.
    /// </summary>
    void CrossEntropy(Tensor logits, Indices targets, Tensor losses, Tensor logitsGradient, float scale, float smoothing = 0);

    void Softmax(Tensor input, Tensor output);

    /// <summary>input [b, h, w, c] with weight [out, kh, kw, c] to output [b, h', w', out].</summary>
    void Convolve(Tensor input, Tensor weight, Tensor output, Convolution convolution);

    void ConvolveBackward(Tensor input, Tensor weight, Tensor outputGradient, Tensor? inputGradient, Tensor weightGradient, Convolution convolution);

    /// <summary>The largest of each window of <paramref name="size"/>, and where it was: row · width + column of its image, the first one where several are the largest.</summary>
    void MaxPool(Tensor input, Tensor output, Indices where, int size, int stride);

    void MaxPoolBackward(Tensor outputGradient, Indices where, Tensor inputGradient);

    /// <summary>The mean over all places of an image: [b, h, w, c] to [b, c].</summary>
    void MeanPool(Tensor input, Tensor output);

    void MeanPoolBackward(Tensor outputGradient, Tensor inputGradient);

    /// <summary>Row <c>indices[i]</c> of the table becomes row i.</summary>
    void Embed(Tensor table, Indices indices, Tensor output);

    void EmbedBackward(Indices indices, Tensor outputGradient, Tensor tableGradient);

    /// <summary>
    /// Turns each head of [b, t, heads, d] by its place (RoPE, in the halves layout of Llama: d/2 pairs (i, i + d/2)), in place. <paramref name="backward"/> turns it back, which is its gradient.
    /// </summary>
    void Rotate(Tensor heads, float theta, bool backward = false);

    /// <summary>
    /// softmax(q·kᵀ/√d)·v, each place looking at itself and earlier ones where <paramref name="isCausal"/>. Query is [b, t, heads, d]; key and value are [b, t, shared, d], each shared by heads/shared
    /// heads. <paramref name="statistics"/> is [b, heads, t]: the logarithm of each row's sum, for the way back. No matrix of t × t is ever stored.
    /// </summary>
    void Attend(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, bool isCausal);

    void AttendBackward(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, Tensor outputGradient, Tensor queryGradient, Tensor keyGradient, Tensor valueGradient, bool isCausal);

    /// <summary>Drops elements and scales the others by 1/(1 - rate). What is dropped is a function of the draw and the place, so that the way back, given the gradient, drops the same.</summary>
    void Dropout(Tensor input, Tensor output, float rate, Draw draw);

    void AdamW(Tensor parameters, Tensor gradient, Tensor first, Tensor second, AdamStep step);

    void Momentum(Tensor parameters, Tensor gradient, Tensor velocity, MomentumStep step);
}
