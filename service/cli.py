"""The command `wenju`: its help, its errors, and which commands there are.

The commands stand in `service.commands`, which loads all that searches and serves. It is loaded
when a command runs, so that help and version come at once.
"""

import importlib
import sys
from typing import Any

import click

from index.errors import ConfigError, QAError, QuestionError

COMMANDS = {
    "ask": "Answer a question with the reports' own words.",
    "cite": "Cite a passage in the style that is asked for.",
    "config": "Print the settings in force.",
    "documents": "List the documents, or show one.",
    "eval": "Ask questions from a file and tell how good the answers are.",
    "facts": "List the numbers of the reports.",
    "index": "Index reports into the library.",
    "prepare": "Make the encoder ready in the cache.",
    "search": "Find the passages nearest to some words.",
    "serve": "Answer questions over HTTP.",
    "site-key": "Make a key for a website that embeds the widget.",
}


class _Commands(click.Group):
    """The commands, each loaded when it runs; our errors become one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        commands = importlib.import_module("service.commands")
        command: click.Command = getattr(commands, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except QAError as error:
            click.echo(f"error: {error}", err=True)
            # 2 where the call itself is at fault, as click does for a flag it does not know.
            sys.exit(2 if isinstance(error, ConfigError | QuestionError) else 1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wenju", prog_name="wenju")
def main() -> None:
    """问据: ask reports in natural language, get answers with the source's own words."""
