"""Python loads this by itself in every process that a test starts (see tests/conftest.py).

Half of the time of a small `sayso build` goes into compiling templates, always the same ones: the
processes of one test session share what was compiled. Jinja holds each against its source's digest.
"""

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder


class _WhenJinjaComes(MetaPathFinder):
    """Waits for Jinja: most processes never load it."""

    def find_spec(self, name: str, path: object = None, _: object = None) -> ModuleSpec | None:
        if name != "jinja2.environment":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def loaded(module: object) -> None:
                load(module)
                _share(module.Environment)

            spec.loader.exec_module = loaded
        return spec


def _share(environment: type) -> None:
    from jinja2.bccache import FileSystemBytecodeCache

    shared = FileSystemBytecodeCache(os.environ["SAYSO_TESTS_COMPILED"])
    make = environment.__init__

    def made(self: object, *arguments: object, **options: object) -> None:
        make(self, *arguments, **options)
        self.bytecode_cache = shared

    environment.__init__ = made


if os.path.isdir(os.environ.get("SAYSO_TESTS_COMPILED", "")):
    sys.meta_path.insert(0, _WhenJinjaComes())
