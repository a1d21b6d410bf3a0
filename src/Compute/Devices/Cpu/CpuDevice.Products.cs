using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu;

public sealed unsafe partial class CpuDevice
{
    // So many multiplications take as long as reading a number.
    private const double ProductCost = 16;

    public void Multiply(Matrix left, Matrix right, Tensor product, bool accumulate = false)
    {
        Fit.Multiply(left, right, product);
        var size = new ProductSize(left.Rows, right.Columns, left.Columns);
        switch (left.IsTransposed, right.IsTransposed)
        {
            case (false, false): Multiply(Apart(left), Together(right), size, product.Pointer, accumulate); break;
            case (false, true): Multiply(Apart(left), Apart(right), size, product.Pointer, accumulate); break;
            case (true, false): Multiply(Together(left), Together(right), size, product.Pointer, accumulate); break;
            case (true, true): Multiply(Together(left), Apart(right), size, product.Pointer, accumulate); break;
        }
    }

    private void Multiply<TLeft, TRight>(TLeft left, TRight right, ProductSize size, float* target, bool adds) where TLeft : unmanaged, IPanelSource where TRight : unmanaged, IPanelSource
    {
        switch (_instructions)
        {
            case Instructions.Avx512: Multiply<MicroKernel512, TLeft, TRight>(left, right, size, target, adds); break;
            case Instructions.Avx2: Multiply<MicroKernel256, TLeft, TRight>(left, right, size, target, adds); break;
            default: Multiply<MicroKernelAny, TLeft, TRight>(left, right, size, target, adds); break;
        }
    }

    private void Multiply<TKernel, TLeft, TRight>(TLeft left, TRight right, ProductSize size, float* target, bool adds)
        where TKernel : unmanaged, IMicroKernel where TLeft : unmanaged, IPanelSource where TRight : unmanaged, IPanelSource
    {
        var plan = ProductPlan.Of(size.Rows, size.Columns, size.Depth, TKernel.Rows, TKernel.Columns, Threads, _leastPerPart * ProductCost);
        var workspace = _workspace.Reserve(Product<TKernel, TLeft, TRight>.WorkspaceOf(size, plan));
        _team.Run(
            new Product<TKernel, TLeft, TRight>
            {
                Left = left,
                Right = right,
                Size = size,
                Target = target,
                TargetStride = size.Columns,
                Adds = adds,
                Plan = plan,
                Workspace = workspace,
                WorkspaceStride = _workspace.Stride,
            },
            plan.Parts);
        if (plan.DepthParts > 1)
        {
            var sums = Product<TKernel, TLeft, TRight>.SumsOf(workspace);
            _team.Run(new SumOfParts(sums, _workspace.Stride, plan.DepthParts, target, size.Rows * size.Columns, adds), plan.DepthParts);
        }
    }

    private static LanesApart Apart(Matrix matrix) => new(matrix.Tensor.Pointer, matrix.Tensor.Shape.Columns);

    private static LanesTogether Together(Matrix matrix) => new(matrix.Tensor.Pointer, matrix.Tensor.Shape.Columns);
}
