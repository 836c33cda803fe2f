"""The command line of benchmarks/generate-cluster."""

import argparse
import os
import sys
from multiprocessing import Pool

from . import capture
from .size import Size, SizeError, sized_cluster


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="generate-cluster", description="Writes a tarball a node of a healthy cluster, as the collector would.")
    parser.add_argument("--nodes", type=_count, required=True, metavar="N")
    parser.add_argument("--services", type=_count, required=True, metavar="S",
                        help="beside those that every cluster has, kubernetes and kube-dns")
    parser.add_argument("--endpoints", type=_count, required=True, metavar="E", help="of each service")
    parser.add_argument("--output", required=True, metavar="DIR", help="where DIR/<node>.tar.gz are written")
    chosen = parser.parse_args(arguments)
    try:
        cluster = sized_cluster(Size(chosen.nodes, chosen.services, chosen.endpoints))
    except SizeError as error:
        print(f"generate-cluster: {error}", file=sys.stderr)
        return 2
    os.makedirs(chosen.output, exist_ok=True)
    with Pool(initializer=capture.prepare, initargs=(cluster, chosen.output)) as pool:
        for _ in pool.imap_unordered(capture.write, range(len(cluster.nodes))):
            pass
    return 0


def _count(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
