"""What each command does: it reads its flags, calls one function, and prints what comes back.

With `--json` that is exactly what the endpoint of the same name sends. `service.cli` finds the
commands here by their names and turns errors into one line.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import click
from tqdm import tqdm

from index.build import index_reports
from index.encoders.sentence import load_encoder
from index.errors import QuestionError
from index.library import Library, current_header, open_library
from index.types import Encoder, Progress
from service.answering import trace
from service.citing.requests import find_citation
from service.citing.styles import Style
from service.config import Settings, read_settings, settings_in_force
from service.contract import (
    answer_json,
    build_json,
    cited_json,
    document_json,
    documents_json,
    facts_csv,
    facts_json,
    findings_json,
    json_text,
)
from service.evaluation.asking import Asker, library_asker, server_asker, server_shelf, shelf_of
from service.evaluation.evaluating import (
    evaluate,
    evaluation_json,
    evaluation_lines,
    questions_in,
)
from service.evaluation.shelf import Report
from service.explanation import explanation_lines
from service.lookup import find_facts, find_passages
from service.parameters import (
    parse_answer_body,
    parse_citation_query,
    parse_facts_query,
    parse_search_query,
)
from service.server import serve as run_server
from service.sites import check_origins, new_key, site_entry
from service.terminal import (
    answer_lines,
    build_lines,
    citation_lines,
    document_lines,
    fact_lines,
    outline_lines,
    passage_lines,
    table,
)
from service.verdicts import open_reader

_DEFAULT_REPORTS = Path("data/reports")


def _flags(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that adds the flags of these settings, of all where none is named.

    Values stay text until `read_settings` checks them, whether they come from flags or variables.
    """

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names or [*Settings.model_fields]):
            help_text = Settings.model_fields[name].description
            command = click.option(f"--{name.replace('_', '-')}", name, help=help_text)(command)
        return command

    return add


_as_json = click.option("--json", "as_json", is_flag=True, help="Print what the endpoint sends.")
_documents = click.option(
    "--document", "documents", multiple=True, help="Only this document's id; may be repeated."
)


@click.command()
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path))
@_flags("library", "encoder", "cache_dir", "lock_timeout_s")
@click.option("--rebuild", is_flag=True, help="Read everything again, for the encoder in force.")
@click.option("--prune", is_flag=True, help="Drop what has vanished from the folders given.")
@_as_json
def index(
    reports: tuple[Path, ...], rebuild: bool, prune: bool, as_json: bool, **flags: object
) -> None:
    """Index REPORTS, files or folders, into the library.

    Without REPORTS the folder of the setting `reports` is indexed, or data/reports. Exits 0 when
    every file is ready, 1 when some were refused; each of those is named with its reason.
    """
    settings = read_settings(os.environ, flags)
    encoder = _open_encoder(settings)
    with _progress("embedding", "texts") as progress:
        report = index_reports(
            reports or (settings.reports or _DEFAULT_REPORTS,),
            settings.library,
            encoder,
            rebuild=rebuild,
            prune=prune,
            progress=progress,
            lock_timeout_s=settings.lock_timeout_s,
        )
    _print(build_json(report), build_lines(report), as_json)
    sys.exit(1 if report.refused else 0)


@click.command()
@_flags()
def serve(**flags: object) -> None:
    """Answer questions over HTTP until told to stop."""
    run_server(read_settings(os.environ, flags))


@click.command()
@click.argument("question")
@_documents
@click.option("--top-k", type=int, help="Most passages to read.")
@click.option("--language", help="auto, zh or en.")
@click.option("--explain", is_flag=True, help="Show as well how the answer came to be.")
@_flags("library", "encoder", "cache_dir", "reader")
@_as_json
def ask(
    question: str,
    documents: tuple[str, ...],
    top_k: int | None,
    language: str | None,
    explain: bool,
    as_json: bool,
    **flags: object,
) -> None:
    """Answer QUESTION with the reports' own words and where they stand."""
    if explain and as_json:
        raise QuestionError("--explain is for reading, --json for programs: take one of them")
    asked = parse_answer_body(
        {"question": question, "documents": [*documents], "top_k": top_k, "language": language}
    )
    settings = read_settings(os.environ, flags)
    library, encoder = _open_both(settings)
    traced = trace(asked, library, encoder, open_reader(settings.reader))
    lines = answer_lines(traced.answer, library.documents)
    if explain:
        lines = chain(lines, ("",), explanation_lines(traced, library.documents))
    _print(answer_json(traced.answer, library.documents), lines, as_json)


@click.command()
@click.argument("query")
@_documents
@click.option("--top-k", type=int, help="Most passages to find.")
@_flags("library", "encoder", "cache_dir")
@_as_json
def search(
    query: str, documents: tuple[str, ...], top_k: int | None, as_json: bool, **flags: object
) -> None:
    """Find the passages nearest to QUERY, and the facts in them."""
    wanted = parse_search_query(_pairs(q=query, document=documents, top_k=top_k))
    library, encoder = _open_both(read_settings(os.environ, flags))
    found = find_passages(library, encoder, wanted)
    _print(findings_json(found), passage_lines(found), as_json)


@click.command()
@click.argument("words", nargs=-1)
@_documents
@click.option("--kind", multiple=True, help="Only this kind, or `all`; may be repeated.")
@click.option("--unit", help="Only this unit, such as 人 or 元.")
@click.option("--section", help="Only what stands below this heading.")
@click.option("--period", help="Only what holds for this year or years: 2020, 2016-2020.")
@click.option("--goal-or-result", help="Only goals set (goal), or results reached (result).")
@click.option("--min", "least", help="Only numbers from this one, in base units.")
@click.option("--max", "most", help="Only numbers up to this one, in base units.")
@click.option("--sort", help="place (the default), number, or -number: largest first.")
@click.option("--limit", help="Most facts to print; all by default.")
@click.option("--offset", help="Leave this many out first.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    help="How to print them.",
)
@_flags("library")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
def facts(
    words: tuple[str, ...],
    documents: tuple[str, ...],
    kind: tuple[str, ...],
    unit: str | None,
    section: str | None,
    period: str | None,
    goal_or_result: str | None,
    least: str | None,
    most: str | None,
    sort: str | None,
    limit: str | None,
    offset: str | None,
    form: str,
    **flags: object,
) -> None:
    """List the numbers of the reports; WORDS must all occur in what a number counts or says."""
    query, _ = parse_facts_query(
        _pairs(
            q=" ".join(words),
            document=documents,
            kind=kind,
            unit=unit,
            section=section,
            period=period,
            goal_or_result=goal_or_result,
            min=least,
            max=most,
            sort=sort,
            limit=limit,
            offset=offset,
        )
    )
    if limit is None:
        query = replace(query, limit=None)
    page = find_facts(_open_rows(read_settings(os.environ, flags)), query)
    if form == "csv":
        click.echo(facts_csv(page), nl=False)
    else:
        _print(facts_json(page), fact_lines(page), form == "json")


@click.command()
@click.argument("document_id", required=False)
@_flags("library")
@_as_json
def documents(document_id: str | None, as_json: bool, **flags: object) -> None:
    """List the documents, or show the one with DOCUMENT_ID."""
    library = _open_rows(read_settings(os.environ, flags))
    if document_id is None:
        _print(documents_json(library), document_lines(library), as_json)
    else:
        found = document_json(library, document_id)
        _print(found, outline_lines(library.document(document_id)), as_json)


@click.command()
@click.argument("document_id")
@click.argument("start", required=False)
@click.argument("end", required=False)
@click.option("--style", help=f"One of {', '.join(Style)}; the first by default.")
@click.option("--language", help="zh or en, for the words that a style adds.")
@click.option("--accessed", help="The day it is cited on, such as 2026-11-24; today by default.")
@_flags("library")
@_as_json
def cite(
    document_id: str,
    start: str | None,
    end: str | None,
    style: str | None,
    language: str | None,
    accessed: str | None,
    as_json: bool,
    **flags: object,
) -> None:
    """Cite the characters from START to END of a document, or the whole of it."""
    pairs = _pairs(start=start, end=end, style=style, language=language, accessed=accessed)
    query = parse_citation_query(pairs, date.today())
    library = _open_rows(read_settings(os.environ, flags))
    found = find_citation(library, document_id, query)
    _print(cited_json(found), citation_lines(found), as_json)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", help="Ask the server at this address, to measure it whole.")
@click.option("--kind", "types", multiple=True, help="Only this type; may be repeated.")
@click.option("--failures", type=click.IntRange(min=0), default=0, help="Show so many of them.")
@click.option("--least-accuracy", type=click.FloatRange(0, 1), help="Exit 1 below this share.")
@_flags("library", "encoder", "cache_dir", "reader")
@click.option("--json", "out", type=click.File("wb", lazy=False), help="Write all to this file.")
def eval(
    files: tuple[Path, ...],
    url: str | None,
    types: tuple[str, ...],
    failures: int,
    least_accuracy: float | None,
    out: BinaryIO | None,
    **flags: object,
) -> None:
    """Ask the questions of FILES and tell how good the answers are.

    Exits 1 when a citation is not exact, a number stands in no cited quote, or fewer answers are
    right than `--least-accuracy`; 2 when a file is not usable.
    """
    questions = questions_in(files, types)
    shelf, ask = _open_asked(read_settings(os.environ, flags), url)
    with _progress("asking", "questions") as progress:
        evaluation = evaluate(questions, shelf, ask, progress)
    if out is not None:
        out.write(json_text(evaluation_json(evaluation), indent=2))
    click.echo("\n".join(evaluation_lines(evaluation, failures)))
    sys.exit(0 if evaluation.figures.pass_at(least_accuracy or 0.0) else 1)


@click.command()
@_flags("encoder", "cache_dir")
def prepare(**flags: object) -> None:
    """Make the encoder ready in the cache, so that the first start need not."""
    settings = read_settings(os.environ, flags)
    encoder = _open_encoder(settings)
    click.echo(f"{encoder.name} is ready in {settings.cache_dir} ({encoder.dimension} dims)")


@click.command()
@_flags()
@_as_json
def config(as_json: bool, **flags: object) -> None:
    """Print the settings in force and where each came from."""
    found = settings_in_force(os.environ, flags)
    values = {entry.name: {"value": entry.value, "origin": entry.origin} for entry in found}
    rows = [(entry.name, entry.value, entry.origin, entry.help) for entry in found]
    _print(values, table(("setting", "value", "from", "meaning"), rows), as_json)


@click.group(name="site-key")
def site_key() -> None:
    """Keys of websites that embed the widget."""


@site_key.command()
@click.option("--name", required=True, help="What you call the website.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    required=True,
    help="Where its pages come from, such as https://www.example.org; may be repeated.",
)
@_documents
def new(name: str, origins: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Print a fresh key, and the entry that makes the service take it.

    The key is shown this once. The entry goes into the file that WENJU_SITES names, which is read
    when the service starts.
    """
    key = new_key()
    entry = site_entry(name, key, check_origins(origins), documents)
    click.echo(f"key, for data-site-key in the pages of {name}:\n\n{key}\n")
    click.echo(f"entry, for the file that WENJU_SITES names:\n\n{entry}")


def _open_encoder(settings: Settings) -> Encoder:
    with _progress("preparing the encoder", "steps") as progress:
        return load_encoder(settings.encoder, settings.cache_dir, progress=progress)


def _open_both(settings: Settings) -> tuple[Library, Encoder]:
    # The library first: where there is none, that is told without waiting for the model.
    current_header(settings.library)
    encoder = _open_encoder(settings)
    return open_library(settings.library, encoder), encoder


def _open_asked(settings: Settings, url: str | None) -> tuple[Mapping[str, Report], Asker]:
    """Return the reports that are asked and who answers from them: a server, or this process."""
    if url is not None:
        return server_shelf(url), server_asker(url)
    library, encoder = _open_both(settings)
    return shelf_of(library), library_asker(library, encoder, open_reader(settings.reader))


def _open_rows(settings: Settings) -> Library:
    """Return the library for looking things up, which needs no model."""
    return open_library(settings.library, None)


def _pairs(**parameters: object) -> Iterator[tuple[str, str]]:
    """Yield flags as the pairs of a query string, so that both are checked alike."""
    for name, value in parameters.items():
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None:
                yield name, str(each)


@contextmanager
def _progress(label: str, unit: str) -> Iterator[Progress]:
    """Give a `Progress` that draws a bar, if a person watches standard error and it takes long."""
    with tqdm(desc=label, unit=unit, disable=None, delay=0.5, leave=False) as bar:

        def advance(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield advance


def _print(value: object, lines: Iterable[str], as_json: bool) -> None:
    if as_json:
        click.echo(json_text(value, indent=2))
    else:
        click.echo("\n".join(lines))
