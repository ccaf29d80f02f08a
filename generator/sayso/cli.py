"""The command line. Each command is one file in `commands/`: there is no list to extend."""

import importlib
import os
import pkgutil
import sys

import click

import sayso.commands as folder
from sayso import __version__, interrupts
from sayso.commands._common import UNKNOWN


class _Commands(click.Group):
    """Finds commands by their files, and imports only the one that is used, so that
    `sayso check` does not wait for the site engine."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        names = [module.name for module in pkgutil.iter_modules(folder.__path__)]
        return sorted(name for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{folder.__name__}.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(
    cls=_Commands,
    epilog="Every command has its own --help. "
    "Exit status: 0 clean, 1 findings, 2 wrong usage or configuration.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="sayso")
def cli() -> None:
    """Sayso builds explainer sites in which nothing stands without its source.

    Claims, quotes and timelines are YAML (claims.yml, content/). From them come the
    pages, and a badge for each statement: who says it, and who else does.

    \b
    A day with it:
      sayso serve                      see the site while you write
      sayso check                      everything that is wrong, with its place
      sayso explain claim:losses-340   why a claim has its badge
      sayso build                      check, make the pages, build and test the site
    """


def main() -> None:
    """The entry point: no traceback for anything that a user can do, or a machine refuse."""
    interrupts.listen()
    try:
        try:
            status = cli.main(standalone_mode=False)
            sys.exit(status if isinstance(status, int) else 0)
        finally:
            sys.stdout.flush()  # later Python would say in its own words that it cannot
            interrupts.ignore()
    except (click.exceptions.Abort, KeyboardInterrupt):
        interrupts.leave()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _forget_output()
        sys.exit(0)
    except OSError as error:
        _forget_output()
        reason = (error.strerror or str(error)).lower()
        click.echo(f"Error: the output cannot be written, or a file not be read: {reason}", err=True)
        sys.exit(UNKNOWN)


def _forget_output() -> None:
    """What could not be written is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
