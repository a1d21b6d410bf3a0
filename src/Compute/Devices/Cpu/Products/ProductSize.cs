namespace Athanor.Compute.Devices.Cpu.Products;

internal readonly record struct ProductSize(long Rows, long Columns, long Depth);
