using System.Diagnostics;

namespace Athanor.Benchmarks.Training;

/// <summary>The reference: the same networks, written for PyTorch as its users would, with the same numbers of everything.</summary>
internal static class TorchTraining
{
    private const string Python = "/usr/bin/python3";

    private const string Program = """
        import json, math, resource, sys, time, torch
        import torch.nn as nn, torch.nn.functional as F

        network, threads, warm_ups, steps = sys.argv[1], *map(int, sys.argv[2:5])
        torch.set_num_threads(threads)
        torch.manual_seed(1)

        def convolutions(size, channels, classes, widths):
            layers = []
            for width in widths:
                layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2)]
                channels, size = width, size // 2
            return nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels * size * size, classes))

        class Norm(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.weight = nn.Parameter(torch.ones(width))
            def forward(self, x):
                return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5))

        class Block(nn.Module):
            def __init__(self, width, heads, inner):
                super().__init__()
                self.heads = heads
                self.before, self.behind = Norm(width), Norm(width)
                self.q, self.k, self.v, self.o = (nn.Linear(width, width, bias=False) for _ in range(4))
                self.gate, self.up, self.down = nn.Linear(width, inner, bias=False), nn.Linear(width, inner, bias=False), nn.Linear(inner, width, bias=False)
            def forward(self, x, cos, sin, mask):
                b, t, w = x.shape
                split = lambda y: y.view(b, t, self.heads, -1).transpose(1, 2)
                def turn(y):
                    low, high = y.chunk(2, -1)
                    return y * cos + torch.cat((-high, low), -1) * sin
                n = self.before(x)
                q, k, v = turn(split(self.q(n))), turn(split(self.k(n))), split(self.v(n))
                scores = (q @ k.transpose(-2, -1)) * (1 / math.sqrt(q.shape[-1])) + mask
                x = x + self.o((F.softmax(scores, -1) @ v).transpose(1, 2).reshape(b, t, w))
                n = self.behind(x)
                return x + self.down(F.silu(self.gate(n)) * self.up(n))

        class Decoder(nn.Module):
            def __init__(self, vocabulary, width, layers, heads, inner, length):
                super().__init__()
                self.table = nn.Embedding(vocabulary, width)
                self.blocks = nn.ModuleList(Block(width, heads, inner) for _ in range(layers))
                self.norm, self.head = Norm(width), nn.Linear(width, vocabulary, bias=False)
                d = width // heads
                angles = torch.outer(torch.arange(length).float(), 10000 ** (-torch.arange(0, d, 2).float() / d))
                self.register_buffer("cos", torch.cat((angles, angles), -1).cos())
                self.register_buffer("sin", torch.cat((angles, angles), -1).sin())
                self.register_buffer("mask", torch.full((length, length), float("-inf")).triu(1))
            def forward(self, tokens):
                x = self.table(tokens)
                for block in self.blocks:
                    x = block(x, self.cos, self.sin, self.mask)
                return self.head(self.norm(x))

        numbers = list(map(int, sys.argv[5:]))
        if network == "cnn":
            size, channels, classes, images, *widths = numbers
            model = convolutions(size, channels, classes, widths)
            batch, target, samples = torch.rand(images, channels, size, size), torch.randint(classes, (images,)), images
            optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)
        else:
            vocabulary, width, layers, heads, inner, length, rows = numbers
            model = Decoder(vocabulary, width, layers, heads, inner, length)
            batch, target, samples = torch.randint(vocabulary, (rows, length)), torch.randint(vocabulary, (rows * length,)), rows * length
            optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, betas=(0.9, 0.95), weight_decay=0.1)

        for step in range(warm_ups + steps):
            if step == warm_ups:
                begin = time.perf_counter()
            logits = model(batch)
            loss = F.cross_entropy(logits.view(-1, logits.shape[-1]), target)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            loss.item()
        seconds = time.perf_counter() - begin
        print(json.dumps({"perSecond": steps * samples / seconds, "peakMebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "allocatedBytes": 0}))
        """;

    private static readonly IEnumerable<int> OfConvolutions = [SyntheticTask.Size, SyntheticTask.Channels, SyntheticTask.Classes, SyntheticTask.Images, .. SyntheticTask.Widths];
    private static readonly IEnumerable<int> OfDecoder =
        [SyntheticTask.Vocabulary, SyntheticTask.Width, SyntheticTask.Layers, SyntheticTask.Heads, SyntheticTask.FeedForward, SyntheticTask.Length, SyntheticTask.Rows];

    public static Task<Pace> MeasureAsync(string network, int threads, int steps, CancellationToken cancellation) => PaceProcesses.MeasureAsync(1, _ =>
    {
        var numbers = (network == SyntheticTask.Convolutions ? OfConvolutions : OfDecoder).Select(number => $"{number}");
        var start = new ProcessStartInfo(Python, ["-c", Program, network, $"{threads}", $"{TrainingRank.WarmUps}", $"{steps}", .. numbers]);
        // Debian's OpenMP variant of OpenBLAS is the one that PyTorch's threads get on with.
        start.Environment["LD_LIBRARY_PATH"] = "/usr/lib/x86_64-linux-gnu/openblas-openmp";
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        return start;
    }, cancellation);
}
