"""The audit on its own: of a site that is built already, and of what an empty one has."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sayso import docs_folder, project
from sayso.audit.allowed import FILE, BadList
from sayso.audit.site import audit, names
from sayso.diagnostics import Diagnostic, tidy
from sayso.files import Folder

from . import engine
from .build import CannotBuild
from .declared import declared
from .findings import CONFIG, of_audit
from .generate import Generated
from .origins import Origins
from .specimen import NoSpecimen, allowed_for, derive


@dataclass(frozen=True)
class Audited:
    """What the audit of a folder found, in how many files."""

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    files: int


def reaudit(root: Path, folder: Path | None) -> Audited:
    """Audit a built site against what stands in `root` now. Raises `CannotBuild`."""
    checked = project.check(root)
    config = _config(root)
    built = (folder or Path(config.site_dir)).resolve()
    if not (built / "index.html").is_file():
        raise CannotBuild(f"there is no built site in {built}; `sayso build` makes one", usage=True)
    try:
        allowed = allowed_for(root / CONFIG)
        right = declared(root, checked, config)
        found = audit(built, allowed, right)
    except BadList as bad:
        raise CannotBuild(f"{FILE} cannot be used: {bad}; `sayso audit --renew` writes it anew") from None
    except NoSpecimen as problem:
        raise CannotBuild(str(problem)) from None
    except OSError as error:
        raise CannotBuild(f"the site cannot be read: {(error.strerror or str(error)).lower()}") from None
    made, _ = project.pages(checked)
    written = docs_folder.Written(len(made), origins={page.path: page.origin for page in made})
    origins = Origins(Generated(checked, (), written))
    return Audited(tuple(tidy([*of_audit(found, origins)])), checked.texts, len(names(built)))


def renew(root: Path) -> tuple[str, bool]:
    """Write the list down; its name, and whether it changed. Raises `CannotBuild`."""
    _config(root)
    try:
        return FILE, Folder(root).write(FILE, derive(root / CONFIG).to_json().encode())
    except NoSpecimen as problem:
        raise CannotBuild(str(problem)) from None
    except OSError as error:
        raise CannotBuild(docs_folder.disk_problem(error, FILE)) from None


def _config(root: Path) -> MkDocsConfig:
    if not (root / CONFIG).is_file():
        raise CannotBuild(f"there is no {CONFIG} in {root}", usage=True)
    (root / docs_folder.DOCS).mkdir(parents=True, exist_ok=True)  # the engine asks for it
    with engine.silent():
        config, troubles = engine.load(root / CONFIG)
    if config is None:
        words = "; ".join(each.message for each in troubles)
        raise CannotBuild(words or f"{CONFIG} cannot be used", usage=True)
    return config
