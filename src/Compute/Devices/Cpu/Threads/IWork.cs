namespace Athanor.Compute.Devices.Cpu.Threads;

/// <summary>Work in parts that touch nothing of each other.</summary>
internal interface IWork
{
    void Run(int part, int parts);
}
