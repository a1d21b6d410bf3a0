"""Trains a tiny model on samples that Athanor streams: each worker takes its share, each sample is taken once.

    athanor data serve plants@main --world-size 2 --rank 0 | python3 train.py -      # one worker, from a pipe
    python3 train.py --dataset plants --ref main --world-size 2                      # two workers (gloo), over HTTP

The server is ATHANOR_URL, the key is ATHANOR_TOKEN (`athanor env` prints both). A sample is the files whose names are the same up
to the first dot; the one called `cls` holds the label as a number.
"""
import argparse
import os
import sys
import tarfile
import urllib.parse
import urllib.request

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch.utils.data import IterableDataset

CLASSES = 10
BATCH = 16


def samples_of(stream):
    """Yields (key, {field: bytes}) from a tar that is read as it comes; a tar that breaks off raises tarfile.ReadError."""
    key, fields = None, {}
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for member in tar:
            folder, slash, name = member.name.rpartition("/")
            base, _, field = name.partition(".")
            if key not in (None, folder + slash + base):
                yield key, fields
                fields = {}
            key = folder + slash + base
            fields[field] = tar.extractfile(member).read()
            tar.members = []  # what was read is not needed again
    if key is not None:
        yield key, fields


class AthanorSamples(IterableDataset):
    """The share of one worker in one epoch, over HTTP. `start` is where all workers together were: rounds taken × world size."""

    def __init__(self, url, token, dataset, ref, rank, world_size, seed=0, epoch=0, start=0):
        query = {"ref": ref, "rank": rank, "worldSize": world_size, "seed": seed, "epoch": epoch, "from": start}
        self.address = f"{url}/api/v1/datasets/{urllib.parse.quote(dataset)}/samples?{urllib.parse.urlencode(query)}"
        self.token = token

    def __iter__(self):
        request = urllib.request.Request(self.address, headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request) as answer:
            yield from samples_of(answer)


def features_of(content):
    """A histogram of the bytes: enough to show that they arrived. A real program would decode an image here."""
    values = torch.frombuffer(bytearray(content or b"\0"), dtype=torch.uint8)
    return torch.bincount(values.long(), minlength=256).float() / len(values)


def batches_of(samples):
    batch = []
    for key, fields in samples:
        batch.append((key, features_of(b"".join(content for field, content in fields.items() if field != "cls")), int(fields["cls"])))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def train(samples, rank=0, world_size=1):
    """One epoch. Workers may have a batch more or less than others: Join lets them end one after the other."""
    from torch.distributed.algorithms.join import Join
    from torch.nn.parallel import DistributedDataParallel

    torch.manual_seed(0)
    model = torch.nn.Linear(256, CLASSES)
    if world_size > 1:
        model = DistributedDataParallel(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    keys = []

    def run():
        for batch in batches_of(samples):
            inputs = torch.stack([features for _, features, _ in batch])
            labels = torch.tensor([label % CLASSES for _, _, label in batch])
            loss = torch.nn.functional.cross_entropy(model(inputs), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            keys.extend(key for key, _, _ in batch)

    if world_size > 1:
        with Join([model]):
            run()
    else:
        run()
    return keys


def work(rank, arguments):
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", str(arguments.port))
    dist.init_process_group("gloo", rank=rank, world_size=arguments.world_size)
    samples = AthanorSamples(os.environ["ATHANOR_URL"], os.environ["ATHANOR_TOKEN"], arguments.dataset, arguments.ref, rank, arguments.world_size, arguments.seed, arguments.epoch)
    keys = train(samples, rank, arguments.world_size)

    taken = [None] * arguments.world_size
    dist.all_gather_object(taken, keys)
    if rank == 0:
        everyone = [key for share in taken for key in share]
        print(f"{len(everyone)} samples, {len(set(everyone))} different, shares {[len(share) for share in taken]}")
    dist.destroy_process_group()
    if len(set(key for share in taken for key in share)) != sum(map(len, taken)):
        sys.exit("A sample was taken twice.")


def main():
    parser = argparse.ArgumentParser(description="Trains on samples that Athanor streams.")
    parser.add_argument("source", nargs="?", help="- reads a tar from standard input")
    parser.add_argument("--dataset")
    parser.add_argument("--ref", default="main")
    parser.add_argument("--world-size", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epoch", type=int, default=0)
    parser.add_argument("--port", type=int, default=29500)
    arguments = parser.parse_args()
    if arguments.source == "-":
        print(f"{len(train(samples_of(sys.stdin.buffer)))} samples")
    elif arguments.dataset:
        mp.spawn(work, args=(arguments,), nprocs=arguments.world_size)
    else:
        parser.error("name a --dataset, or - for standard input")


if __name__ == "__main__":
    main()
