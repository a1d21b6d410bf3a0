namespace Athanor.Training.Formats.Onnx;

/// <summary>Numbers of fields and types in onnx.proto3, and the versions whose operators we use.</summary>
internal static class OnnxFields
{
    public const int IrVersion = 8;
    public const int Operators = 17;
    public const int TypeFloat = 1;
    public const int TypeInt64 = 7;

    public static class Model
    {
        public const int IrVersion = 1;
        public const int ProducerName = 2;
        public const int Graph = 7;
        public const int OperatorSet = 8;
        public const int Metadata = 14;
    }

    public static class OperatorSet
    {
        public const int Version = 2;
    }

    public static class Entry
    {
        public const int Key = 1;
        public const int Value = 2;
    }

    public static class Graph
    {
        public const int Node = 1;
        public const int Name = 2;
        public const int Initializer = 5;
        public const int Input = 11;
        public const int Output = 12;
    }

    public static class Node
    {
        public const int Input = 1;
        public const int Output = 2;
        public const int Name = 3;
        public const int Operator = 4;
        public const int Attribute = 5;
    }

    public static class Attribute
    {
        public const int Name = 1;
        public const int Float = 2;
        public const int Integer = 3;
        public const int Integers = 8;
        public const int Type = 20;
        public const int TypeFloat = 1;
        public const int TypeInteger = 2;
        public const int TypeIntegers = 7;
    }

    public static class Tensor
    {
        public const int Sizes = 1;
        public const int Type = 2;
        public const int Name = 8;
        public const int Raw = 9;
    }

    public static class Port
    {
        public const int Name = 1;
        public const int Type = 2;
        public const int TensorType = 1;
        public const int Element = 1;
        public const int Shape = 2;
        public const int Size = 1;
        public const int SizeValue = 1;
        public const int SizeName = 2;
    }
}
