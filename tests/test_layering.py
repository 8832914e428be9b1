"""Imports run one way, each heavy library has one owner, and nothing loads what it need not."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the ground up. A file imports only from rows above its own; a new file needs a row.
ROWS = (
    # The vocabulary.
    "index.types",
    "index.errors",
    # What writing is made of.
    "index.terms",
    "index.text",
    "index.words",
    # A file becomes a document, a document becomes chunks.
    "index.decoding",
    "index.imprint",
    "index.structure",
    "index.documents",
    "index.chunking",
    # Numbers become facts.
    "index.numerals",
    "index.tables",
    "index.mentions",
    "index.units",
    "index.marks",
    "index.names",
    "index.dates",
    "index.ordinals",
    "index.shares",
    "index.cardinals",
    "index.quantities",
    "index.phrases",
    "index.alignment",
    "index.measures",
    "index.statements",
    "index.years",
    "index.periods",
    "index.changes",
    "index.surroundings",
    "index.facts",
    # Text becomes vectors, and both can be searched.
    "index.encoders.packed",
    "index.encoders.model_files",
    "index.encoders.convert",
    "index.encoders.bundled",
    "index.encoders.hub",
    "index.encoders.sentence",
    "index.vectors",
    "index.lexical",
    # What is kept, and how it is opened, searched and made.
    "index.rows",
    "index.folder",
    "index.store",
    "index.derived",
    "index.library",
    "index.retrieval",
    "index.selection",
    "index.intake",
    "index.build",
    # A question becomes an answer.
    "service.types",
    "service.vocabulary",
    "service.synonyms",
    "service.amounts",
    "service.conversions",
    "service.asks",
    "service.years",
    "service.periods",
    "service.sides",
    "service.things",
    "service.operations",
    "service.questions",
    "service.english_followups",
    "service.conversation",
    "service.spelling",
    "service.reports",
    "service.matching",
    "service.span_reader",
    "service.reader",
    "service.likelihood",
    "service.windows",
    "service.verdicts",
    "service.numbered",
    "service.pieces",
    "service.seeing",
    "service.side_by_side",
    "service.english_lists",
    "service.listings",
    "service.enumerations",
    "service.causes",
    "service.times",
    "service.extraction",
    "service.calculation",
    "service.acceptance",
    "service.sighted",
    "service.alignment",
    "service.opposed",
    "service.twins",
    "service.stated",
    "service.levels",
    "service.operands",
    "service.findings",
    "service.announced",
    "service.polarity",
    "service.summaries",
    "service.delivery",
    "service.which_report",
    "service.phrases",
    "service.finding",
    "service.writing",
    "service.gate",
    "service.answering",
    # A place in a document becomes a citation.
    "service.citing.sources",
    "service.citing.authors",
    "service.citing.reading",
    "service.citing.pinpoints",
    "service.citing.gb7714",
    "service.citing.plain",
    "service.citing.biblatex",
    "service.citing.ris",
    "service.citing.csl",
    "service.citing.excerpts",
    "service.citing.markdown",
    "service.citing.wordml",
    "service.citing.footnotes",
    "service.citing.word",
    "service.citing.styles",
    "service.citing.requests",
    # The edge: what comes in, what goes out, and what holds it together.
    "service.config",
    "service.sites",
    "service.logs",
    "service.bodies",
    "service.lookup",
    "service.parameters",
    "service.contract",
    "service.feedback",
    "service.events",
    "service.live",
    "service.errors",
    "service.parts",
    "service.origins",
    "service.api",
    "service.feedback_api",
    "service.citation_api",
    "service.site",
    "service.app",
    "service.server",
    "service.terminal",
    "service.explanation",
    # Questions with their evidence are asked, and the answers judged.
    "service.evaluation.questions",
    "service.evaluation.replies",
    "service.evaluation.wording",
    "service.evaluation.amounts",
    "service.evaluation.shelf",
    "service.evaluation.grounding",
    "service.evaluation.rulings",
    "service.evaluation.numeric",
    "service.evaluation.polarity",
    "service.evaluation.comparison",
    "service.evaluation.listing",
    "service.evaluation.refusal",
    "service.evaluation.judging",
    "service.evaluation.figures",
    "service.evaluation.asking",
    "service.evaluation.evaluating",
    "service.commands",
    "service.cli",
    # How the trained reader's weights are made: nothing above imports any of it.
    "service.training.examples",
    "service.training.corpora",
    "service.training.falsify",
    "service.training.wordings",
    "service.training.clauses",
    "service.training.figures",
    "service.training.english",
    "service.training.lookalikes",
    "service.training.report_questions",
    "service.training.written",
    "service.training.curriculum",
    "service.training.vocabulary",
    "service.training.network",
    "service.training.batches",
    "service.training.course",
    "service.training.scores",
    "service.training.evaluation",
    "service.training.export",
    "service.training.__main__",
)

# Steps that know nothing of each other: each takes a finished value and returns one.
STEPS = {"index.documents", "index.chunking", "index.facts", "index.vectors", "index.lexical"}

OWNERS = {
    "faiss": {"index.vectors"},
    "tantivy": {"index.lexical"},
    "rjieba": {"index.words"},
    "opencc": {"index.text", "service.training.corpora"},
    "cn2an": {"index.numerals"},
    "charset_normalizer": {"index.decoding"},
    "sqlalchemy": {"index.store"},
    "docx": {"service.citing.wordml", "service.citing.footnotes", "service.citing.word"},
    "torch": {
        "index.encoders.sentence",
        "service.training.network",
        "service.training.batches",
        "service.training.course",
        "service.training.evaluation",
        "service.training.export",
        "service.training.__main__",
    },
    "transformers": {"index.encoders.sentence", "service.training.network"},
    "onnxruntime": {"service.span_reader", "service.training.export"},
    "onnx": {"service.training.export"},
    "tokenizers": {
        "service.span_reader",
        "service.training.vocabulary",
        "service.training.batches",
        "service.training.export",
    },
    "sentence_transformers": {"index.encoders.sentence"},
    "huggingface_hub": {"index.encoders.hub"},
    "flask": {
        "service.errors",
        "service.parts",
        "service.origins",
        "service.api",
        "service.feedback_api",
        "service.citation_api",
        "service.site",
        "service.app",
    },
    "werkzeug": {"service.errors", "service.parts"},
    "gunicorn": {"service.server"},
    "click": {"service.commands", "service.cli"},
    "tqdm": {"service.commands", "service.training.__main__"},
}


def path_of(module: str) -> Path:
    return ROOT / (module.replace(".", "/") + ".py")


def imports_of(nodes: list[ast.stmt]) -> set[str]:
    """Return the full names that the import statements among `nodes` name."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            found.add(node.module or "")
    return found


def tree_of(module: str) -> ast.Module:
    return ast.parse(path_of(module).read_text(encoding="utf-8"))


def all_imports(module: str) -> set[str]:
    return imports_of([node for node in ast.walk(tree_of(module)) if isinstance(node, ast.stmt)])


def ours(names: set[str]) -> set[str]:
    return {name for name in names if name.split(".")[0] in ("index", "service", "tests")}


def test_every_file_has_a_row_and_every_row_a_file():
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for package in ("index", "service")
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py"
    }
    assert files == set(ROWS)
    assert len(ROWS) == len(set(ROWS))


@pytest.mark.parametrize("module", ROWS)
def test_a_file_imports_only_from_rows_above_its_own(module: str):
    allowed = set(ROWS[: ROWS.index(module)])
    assert ours(all_imports(module)) <= allowed


@pytest.mark.parametrize("module", ROWS)
def test_our_own_modules_are_imported_at_the_top_of_a_file(module: str):
    assert ours(all_imports(module)) == ours(imports_of(tree_of(module).body))


@pytest.mark.parametrize("module", sorted(STEPS))
def test_no_step_imports_another(module: str):
    assert not ours(all_imports(module)) & (STEPS - {module})


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_a_heavy_library_has_one_owner(library: str):
    users = {
        module for module in ROWS if library in {name.split(".")[0] for name in all_imports(module)}
    }
    assert users <= OWNERS[library]


@pytest.mark.parametrize(
    "package",
    [
        "index",
        "index.encoders",
        "service.training",
        "service.citing",
        "service.evaluation",
        "service",
    ],
)
def test_a_package_file_holds_a_docstring_only(package: str):
    body = ast.parse((path_of(package).with_suffix("") / "__init__.py").read_text()).body
    assert len(body) == 1
    assert ast.get_docstring(ast.Module(body, []))


@pytest.mark.parametrize(
    ("module", "never_loaded"),
    [
        ("index.types", {"torch", "faiss", "sqlalchemy", "tantivy"}),
        ("service.answering", {"torch", "flask", "gunicorn"}),
        ("service.app", {"torch", "sentence_transformers", "gunicorn"}),
        ("service.cli", {"torch", "faiss", "flask", "numpy"}),
    ],
)
def test_importing_a_file_loads_only_what_it_needs(module: str, never_loaded: set[str]):
    code = f"import sys, {module}; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not never_loaded & set(result.stdout.split())
