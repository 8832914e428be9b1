"""`python -m service.training` trains the reader, writes the folder that is shipped, measures it.

Three commands in this order; `train` run again goes on from its checkpoint:

    python -m service.training train DATA WORK
    python -m service.training export WORK READER
    python -m service.training evaluate DATA READER --work WORK

DATA holds the data sets, WORK the checkpoint, READER the folder that is shipped. A second course
starts from the weights of a first: `train DATA WORK2 --after WORK`, with a seed of its own. What is
shipped was made by two: `make reader` runs both and the other commands.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tqdm import tqdm

from index.encoders.bundled import prepare_bundled
from service.span_reader import MAX_TOKENS, SpanReader, load_span_reader
from service.training.batches import lessons_of
from service.training.course import RATE, Plan, restore_network, train
from service.training.curriculum import read_curriculum
from service.training.evaluation import evaluate, measure_time, network_runner
from service.training.export import export_reader
from service.training.network import ReaderNetwork, network_from
from service.training.vocabulary import Vocabulary, cut_vocabulary

SEED = 17
_CHECKPOINT = "checkpoint.pt"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments name."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    if options.command == "train":
        run_train(options)
    elif options.command == "export":
        vocabulary, network = trained(options.work, options.cache)
        export_reader(network, vocabulary.tokenizer, options.reader)
    else:
        for line in run_evaluate(options):
            tqdm.write(line)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m service.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    cache = Path("~/.cache/wenju").expanduser()
    parser.add_argument("--cache", type=Path, default=cache, help="where the encoder is prepared")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train", help="train, or go on from the checkpoint")
    training.add_argument("data", type=Path)
    training.add_argument("work", type=Path)
    training.add_argument(
        "--rounds", type=int, default=1, help="read all questions so often, cut and changed anew"
    )
    training.add_argument("--steps", type=int, help="learn from so many batches only")
    training.add_argument(
        "--after", type=Path, metavar="WORK", help="start from the weights of this earlier course"
    )
    training.add_argument("--rate", type=float, default=RATE, help="the highest learning rate")
    exporting = commands.add_parser("export", help="write the folder that is shipped")
    exporting.add_argument("work", type=Path)
    exporting.add_argument("reader", type=Path)
    evaluating = commands.add_parser("evaluate", help="print the figures of the card")
    evaluating.add_argument("data", type=Path)
    evaluating.add_argument("reader", type=Path)
    evaluating.add_argument("--work", type=Path, help="measure its float32 weights as well")
    return parser


def run_train(options: argparse.Namespace) -> None:
    """Train the reader on the data sets, keeping the checkpoint in the folder `work`."""
    torch.manual_seed(options.seed)
    vocabulary, network = untrained(options.cache)
    if options.after is not None:
        restore_network(options.after / _CHECKPOINT, network)
    lessons = [
        lesson
        for seed in range(options.seed, options.seed + options.rounds)
        for lesson in lessons_of(
            vocabulary.tokenizer, read_curriculum(options.data, seed).train, seed
        )
    ][: options.steps]
    with tqdm(total=len(lessons), unit="step", mininterval=10) as bar:

        def report(done: int, total: int, loss: float) -> None:
            bar.update(done - bar.n)
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)

        plan = Plan(options.seed, options.rate)
        train(network, lessons, plan, options.work / _CHECKPOINT, report)


def run_evaluate(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the card's table, of what is shipped and of the weights it came from."""
    curriculum = read_curriculum(options.data, options.seed)
    size = sum(file.stat().st_size for file in options.reader.iterdir())
    yield f"{options.reader}: {size / 1e6:.1f} MB"
    yield from measure_time(options.reader, curriculum.extractive[0].passage)
    yield from evaluate(load_span_reader(options.reader, options.threads), curriculum)
    if options.work is not None:
        vocabulary, network = trained(options.work, options.cache)
        yield "float32:"
        reader = SpanReader(vocabulary.tokenizer, network_runner(network))
        yield from evaluate(reader, curriculum)


def untrained(cache: Path) -> tuple[Vocabulary, ReaderNetwork]:
    """Return the cut vocabulary of the bundled encoder, and a network on its layers."""
    folder = prepare_bundled(cache)
    vocabulary = cut_vocabulary(folder / "tokenizer.json")
    return vocabulary, network_from(folder, vocabulary.rows, MAX_TOKENS)


def trained(work: Path, cache: Path) -> tuple[Vocabulary, ReaderNetwork]:
    """Return the same with the weights of the checkpoint in `work`."""
    vocabulary, network = untrained(cache)
    restore_network(work / _CHECKPOINT, network)
    return vocabulary, network


if __name__ == "__main__":
    main()
