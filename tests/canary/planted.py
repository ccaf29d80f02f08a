"""Canaries: secrets that are planted, and looked for in every spelling afterwards."""

import base64
import codecs
import gzip
import os
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

#: How every secret begins: where this is not, there is no secret, and looking goes fast.
SIGN: Final = "CanarySing"  # ten bytes: base32 writes them as whole letters


def token() -> str:
    """A secret that stands nowhere by chance; letters and digits, as most tokens are."""
    return SIGN + secrets.token_hex(8)


def spellings(secret: str) -> set[bytes]:
    """How a secret may come out of a build that was made to hide it."""
    raw = secret.encode()
    found = {
        raw,
        raw[::-1],
        codecs.encode(secret, "rot13").encode(),
        raw.hex().encode(),
        secret.encode("utf-16-le"),
        base64.b32encode(raw).rstrip(b"="),
        "".join(f"%{byte:02x}" for byte in raw).encode(),
        "".join(f"&#{byte};" for byte in raw).encode(),
        "".join(f"&#x{byte:x};" for byte in raw).encode(),
        "".join(f"\\u{byte:04x}" for byte in raw).encode(),
        " ".join(str(byte) for byte in raw).encode(),
        ", ".join(str(byte) for byte in raw).encode(),
    }
    for before in range(3):
        # Base64 looks different at each of three offsets; its ends depend on what is beside them.
        whole = base64.b64encode(b"\0" * before + raw)
        found.add(whole[4 if before else 0 : -4])
    return {each for each in found if len(each) >= 8}


@dataclass
class Canaries:
    """Secrets by what they stand for, and the files in which they were put."""

    secrets: dict[str, str] = field(default_factory=dict)
    places: set[Path] = field(default_factory=set)

    def plant(self, what: str, file: Path | None = None, text: str = "{}") -> str:
        """A new secret; where a file is named, it is put there, in this text."""
        secret = self.secrets[what] = token()
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a") as stream:
                stream.write(text.replace("{}", secret) + "\n")
            self.places.add(file)
        return secret

    def in_bytes(self, data: bytes) -> list[str]:
        """Which of them stand in some bytes, however they are spelt there."""
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        lower = data.lower()
        if not any(sign in lower for sign in _SIGNS):
            return []
        return [
            what
            for what, secret in self.secrets.items()
            if any(each.lower() in lower for each in spellings(secret))
        ]

    def in_text(self, text: str) -> list[str]:
        return self.in_bytes(text.encode("utf-8", "surrogateescape"))

    def below(self, folder: Path, *, known: Collection[Path] = ()) -> list[str]:
        """Where below a folder they stand: in files, in names, in what links say. A file in
        which one was planted, or that is `known`, is passed over."""
        passed = self.places | set(known)
        found = []
        for path in walk(folder):
            if path in passed:
                continue
            kinds = [os.fsencode(path.relative_to(folder))]
            if path.is_symlink():
                kinds.append(os.fsencode(os.readlink(path)))
            elif path.is_file():
                kinds.append(path.read_bytes())
            told = sorted({what for data in kinds for what in self.in_bytes(data)})
            found += [f"{path.relative_to(folder)}: {what}" for what in told]
        return found


_SIGNS: Final = frozenset(each.lower() for each in spellings(SIGN))


def walk(folder: Path) -> Iterator[Path]:
    """Everything below a folder, links themselves included and none followed."""
    for base, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield Path(base, name)


def snapshot(folder: Path, *, without: Collection[Path] = ()) -> dict[str, tuple[object, ...]]:
    """What lies below a folder, so that any change of it shows."""
    seen: dict[str, tuple[object, ...]] = {}
    for path in walk(folder):
        if any(path == each or each in path.parents for each in without):
            continue
        state = path.lstat()
        link = os.readlink(path) if path.is_symlink() else ""
        changed = 0 if path.is_dir() else state.st_mtime_ns
        seen[os.fsdecode(path.relative_to(folder))] = (state.st_mode, state.st_size, changed, link)
    return seen
