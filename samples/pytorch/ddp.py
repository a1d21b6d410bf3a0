"""Trains with DistributedDataParallel, as one would under torchrun: the same file runs on one machine, under Slurm, and alone.

    torchrun --nproc-per-node 2 ddp.py
    athanor run --replicas 2 --retries 3 -- python3 ddp.py
    athanor jobs submit job.yaml                                # the same, described in a file
    athanor run --executor slurm --replicas 4 -- python3 ddp.py

It keeps a checkpoint in ATHANOR_CHECKPOINTS (or --checkpoints), and goes on from there when it is started again. Asked by SIGUSR1 to
make room, it keeps one and ends.
"""
import argparse
import os
import pathlib
import signal
import sys
import time

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel


def batch_of(step, rank, size=64):
    """The same data for a step and a rank, whenever it is asked for."""
    generator = torch.Generator().manual_seed(1_000_003 * step + rank)
    inputs = torch.randn(size, 32, generator=generator)
    return inputs, inputs.sin().sum(dim=1, keepdim=True)


def load(path, model, optimizer):
    if not path.exists():
        return 0
    state = torch.load(path, map_location="cpu")
    model.module.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["step"]


def save(path, model, optimizer, step):
    """A checkpoint is there as a whole or not at all."""
    torch.save({"model": model.module.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, path.with_suffix(".new"))
    os.replace(path.with_suffix(".new"), path)


def report(step):
    """Whoever watches notices from this when a rank hangs; without it, all works the same."""
    if "ATHANOR_PROGRESS" in os.environ:
        pathlib.Path(os.environ["ATHANOR_PROGRESS"]).write_text(str(step))


def main():
    parser = argparse.ArgumentParser(description="Trains with DistributedDataParallel.")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--checkpoint-every", type=int, default=20)
    parser.add_argument("--checkpoints", default=os.environ.get("ATHANOR_CHECKPOINTS", "."))
    parser.add_argument("--step-seconds", type=float, default=0, help="makes a step take at least this long, to have time to look")
    arguments = parser.parse_args()

    asked_to_stop = []
    signal.signal(signal.SIGUSR1, lambda *_: asked_to_stop.append(True))

    dist.init_process_group("gloo")
    rank, world_size = dist.get_rank(), dist.get_world_size()
    torch.manual_seed(0)
    model = DistributedDataParallel(torch.nn.Sequential(torch.nn.Linear(32, 64), torch.nn.Tanh(), torch.nn.Linear(64, 1)))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    checkpoint = pathlib.Path(arguments.checkpoints) / "ddp.pt"
    first = load(checkpoint, model, optimizer)
    print(f"rank {rank} of {world_size} begins at step {first}", flush=True)

    loss = torch.zeros(())
    for step in range(first, arguments.steps):
        inputs, wanted = batch_of(step, rank)
        loss = torch.nn.functional.mse_loss(model(inputs), wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        report(step + 1)
        stopping = torch.tensor([float(bool(asked_to_stop))])
        dist.all_reduce(stopping)
        if rank == 0 and ((step + 1) % arguments.checkpoint_every == 0 or stopping.item() > 0):
            save(checkpoint, model, optimizer, step + 1)
        if stopping.item() > 0:
            print(f"rank {rank} stops after step {step + 1}, as it was asked to", flush=True)
            sys.exit(75)  # temporary failure: it is to go on later
        if arguments.step_seconds:
            time.sleep(arguments.step_seconds)

    sums = [torch.zeros(()) for _ in range(world_size)]
    dist.all_gather(sums, sum(parameter.detach().double().sum().float() for parameter in model.parameters()))
    if rank == 0:
        alike = all(torch.equal(one, sums[0]) for one in sums)
        print(f"loss {loss.item():.4f} after step {arguments.steps}, parameters {'alike' if alike else 'NOT ALIKE'} on {world_size} ranks", flush=True)
    dist.barrier()
    del model, optimizer  # before the group that they use
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
