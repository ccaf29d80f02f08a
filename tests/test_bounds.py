"""Every bound of what a contributor may give: just inside it is read, just outside it is
refused, with its place, the reason and the remedy, and either takes less than a second.

`inside` and `outside` make the files of a small site. Bounds of the site as a whole are tried
with a smaller number in their place, so that the test writes kilobytes, not gigabytes: what is
tried is that they are kept, not how long millions of records take.
"""

import re
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso import bounds, chains, characters, files, images, prose, source, strictness
from sayso.diagnostics import Severity

from .support.checking import Found, found
from .support.scratch import CAST, REPOSITORY

Files = dict[str, bytes | str]
#: The promise is one second; three are for slow and busy machines. What is not linear takes minutes.
QUICK = 3.0


@dataclass(frozen=True)
class Bound:
    """`make(n)` is a site with n of something; `most` are allowed.

    `place`, `reason` and `remedy` are in what is told of one more. `smaller` is put in the place
    of the bound, as (module, name, number).
    """

    make: Callable[[int], Files]
    most: int
    code: str
    place: str
    reason: str
    remedy: str
    smaller: tuple[object, str, int] | None = None


def claim(name: str = "a", also: str = "", source: str = "gazette-1") -> str:
    return (
        f"  - id: {name}\n    text: They hold bridge {name}.\n    claimant: north-army\n"
        f'    source: {source}\n    exact: "held"\n{also}'
    )


def claims(*each: str) -> Files:
    return {"claims.yml": "claims:\n" + "".join(each)}


def page(text: str) -> Files:
    return {"content/index.md": text}


def nested(levels: int) -> Files:
    """`levels` lists and mappings in one another; the claim stands at the third."""
    inner = "[" * (levels - 4) + "]" * (levels - 4)
    return claims(claim(also=f"    tags: [{inner}]\n" if inner else "    tags: []\n"))


def members(number: int) -> Files:
    lines = ["parties:"]
    lines += [
        f"  - {{id: p-{n}, type: group, name: Squad {n}{f', affiliation: p-{n - 1}' if n else ''}}}"
        for n in range(number)
    ]
    return {"claims.yml": "\n".join(lines)}


def reprints(number: int) -> Files:
    lines = ["sources:"]
    for n in range(number):
        based = f", based_on: [s-{n - 1}]" if n else ""
        lines.append(
            f"  - {{id: s-{n}, title: Report {n}, publisher: gazette, kind: article, no_url: paper{based}}}"
        )
    return {"claims.yml": "\n".join(lines)}


def beginnings(number: int) -> Files:
    lines = ["sources:"]
    rest = "publisher: gazette, kind: article, no_url: paper"
    lines += [f"  - {{id: s-{n}, title: Report {n}, {rest}}}" for n in range(number)]
    below = ", ".join(f"s-{n}" for n in range(number))
    lines.append(f"  - {{id: all, title: All, {rest}, based_on: [{below}]}}")
    return {"claims.yml": "\n".join(lines)}


def sides(number: int) -> Files:
    """The cast, which is read before, has two."""
    lines = [f"  - {{id: side-{n}, name: Side number {n}}}" for n in range(number - 2)]
    return {"content/sides.yml": "\n".join(["sides:", *lines])}


def records(number: int) -> Files:
    """Each of the first claims counts as four, with its two tags and its former id; the cast as seven."""
    number -= 7
    each = [claim(f"c-{n}", f"    tags: [x, y]\n    formerly: [z-{n}]\n") for n in range(number // 4)]
    return {
        "content/records.yml": "claims:\n" + "".join([*each, *(claim(f"d-{n}") for n in range(number % 4))])
    }


def texts(size: int) -> Files:
    """Five files beside the cast that have so many bytes together."""
    size -= len(CAST.encode())
    each = size // 5
    return {f"content/f{n}.yml": sized(each if n < 4 else size - 4 * each) for n in range(5)}


def sized(size: int) -> str:
    return "claims: []\n#" + "x" * (size - 12)


def paragraphs(size: int) -> Files:
    """A page of so many bytes, in paragraphs as they are written."""
    return page(("words " * 16 + "\n\n") * (size // 98) + "x" * (size % 98))


def via(number: int) -> Files:
    return {
        "claims.yml": "claims:\n  - id: a\n    text: They hold it.\n    claimant: north-army\n"
        '    citations:\n      - {source: gazette-1, exact: "held", '
        f"via: [{', '.join(['gazette'] * number)}]}}\n"
    }


def png(width: int, height: int, size: int = 0) -> bytes:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return head + b"\0" * max(4, size - len(head))


def many(name: str, number: int, content: str | bytes) -> Files:
    return {name.format(n): content for n in range(number)}


BOUNDS = {
    # one file
    "bytes of a YAML file": Bound(
        lambda n: {"claims.yml": sized(n)},
        source.MAX_BYTES, "SAY011", "claims.yml:1:1", "1,048,577 bytes; 1,048,576 are allowed", "divide it",
    ),
    "bytes of any file": Bound(
        lambda n: {"content/map.yml": sized(n)},
        2**10, "SAY011", "content/map.yml:1:1", "the file has more than", "divide it",
        smaller=(files, "MOST_BYTES", 2**10),
    ),
    "bytes of a value": Bound(
        lambda n: claims(claim(also=f"    favours_reason: {'x' * n}\n    favours: north\n")),
        strictness.MAX_FIELD_BYTES,
        "SAY012", "claims.yml:7:21", "65,537 bytes; 65,536 are allowed", "shorten it",
    ),
    "levels of nesting": Bound(
        nested, source.MAX_DEPTH, "SAY010", "claims.yml:7:", "more than 16 levels deep", "nest less",
    ),
    "length of a key": Bound(
        lambda n: claims(claim(also=f"    {'k' * n}: v\n")),
        source.MAX_KEY, "SAY015", "claims.yml:7:5", "longer than a word", "one word before a colon",
    ),
    "length of an id": Bound(
        lambda n: claims(claim("a" * n)), 80, "SAY025", "claims.yml:2:9", "longer than 80", "write",
    ),
    # one record
    "items of a list": Bound(
        lambda n: claims(claim(also=f"    tags: [{', '.join(f't{i}' for i in range(n))}]\n")),
        bounds.MOST_ITEMS,
        "SAY011", "claims.yml:7:11", "'tags' of this claim has more than 200 items", "divide",
    ),
    "items of a list in a list": Bound(
        via, bounds.MOST_ITEMS, "SAY011", "claims.yml:6:", "'citations.1.via' of this claim", "divide",
    ),
    "keys of a mapping": Bound(
        lambda n: {
            "claims.yml": "parties:\n  - id: a\n    type: group\n    name: A\n    names: {"
            + ", ".join(f"l{i}: Name {i}" for i in range(n)) + "}\n"
        },
        bounds.MOST_ITEMS, "SAY011", "claims.yml:5:", "'names' of this party has more than 200", "divide",
    ),
    # records that stand on one another
    "parties in one another": Bound(
        members, chains.LONGEST, "SAY010", "claims.yml:34:", "'affiliation' of party 'p-32'", "leave out",
    ),
    "reprints of reprints": Bound(
        reprints, chains.LONGEST, "SAY010", "claims.yml:34:", "'based_on' of source 's-32'", "leave out",
    ),
    "sources that one rests on": Bound(
        beginnings, chains.MOST_ROOTS, "SAY010", "claims.yml:53:", "more than 50 beginnings", "leave out",
    ),
    # the site
    "sides": Bound(
        sides, bounds.MOST_SIDES, "SAY011", "content/sides.yml:24:", "more than 24 sides", "divide it",
    ),
    "records, tags and former ids": Bound(
        records,
        43, "SAY011", "content/records.yml:", "more than 43 records, tags and former ids", "divide",
        smaller=(bounds, "MOST_PAGES", 43),
    ),
    "files of text": Bound(
        lambda n: claims(claim()) | many("content/f{}.yml", n - 2, "claims: []\n"),
        20, "SAY011", "content/f9.yml:1:1", "more than 20 files of YAML and prose", "divide",
        smaller=(bounds, "MOST_TEXT_FILES", 20),
    ),
    "bytes of text": Bound(
        texts,
        2**20, "SAY011", "content/f4.yml:1:1", "more than 1 MiB of YAML and prose in all", "divide",
        smaller=(bounds, "MOST_TEXT", 2**20),
    ),
    "pages of prose": Bound(
        lambda n: page("# Home\n") | many("content/p{}.md", n - 1, "# Words\n"),
        10, "SAY011", "content/p9.md:1:1", "more than 10 pages of prose", "divide",
        smaller=(bounds, "MOST_PROSE_PAGES", 10),
    ),
    "images": Bound(
        lambda n: many("content/i{}.png", n, png(1, 1)),
        10, "SAY011", "content/i9.png:1:1", "more than 10 images", "divide",
        smaller=(bounds, "MOST_IMAGES", 10),
    ),
    "bytes of images": Bound(
        lambda n: many("content/i{}.png", 3, png(1, 1, 2**20)) | {"content/z.png": png(1, 1, n - 3 * 2**20)},
        2**22, "SAY011", "content/z.png:1:1", "more than 4 MiB of images in all", "divide",
        smaller=(bounds, "MOST_IMAGE_BYTES", 2**22),
    ),
    "files of any kind": Bound(
        lambda n: many("content/a/f{}.yml", n - 1, "claims: []\n"),
        10, "SAY011", "content:1:1", "more than 10 files", "take some away",
        smaller=(files, "MOST_FILES", 10),
    ),
    # prose
    "bytes of a page": Bound(
        paragraphs, prose.MAX_BYTES, "SAY055", "content/index.md:1:1", "200 are the most", "split it",
    ),
    "lines of a page": Bound(
        lambda n: page("\n".join("x" if line % 2 else "" for line in range(n))),
        prose.MAX_LINES, "SAY055", "content/index.md:1:1", "6000 are the most", "split it",
    ),
    # images
    "bytes of an image": Bound(
        lambda n: {"content/a.png": png(1, 1, n)},
        images.MOST_BYTES, "SAY030", "content/a.png:1:1", "more than 4 MiB", "save it smaller",
    ),
    "an image's edge": Bound(
        lambda n: {"content/a.png": png(n, 1)},
        images.LONGEST_EDGE, "SAY030", "content/a.png:1:1", "10,001 by 1 pixels", "make it smaller",
    ),
    "an image's pixels": Bound(
        lambda n: {"content/a.png": png(n, 5000)},
        5000, "SAY030", "content/a.png:1:1", "25 million in all", "make it smaller",
    ),
    # names of files
    "length of a path": Bound(
        lambda n: page("# Home\n") | {f"content/{'n' * (n - 11)}.md": "# Words\n"},
        120, "SAY504", "content/nnn", "longer than 120", "shorter name",
    ),
    "folders in folders": Bound(
        lambda n: page("# Home\n") | {f"content/{'d/' * (n - 1)}a.md": "# Words\n"},
        8, "SAY504", "content/d/d/", "more than 8 folders deep", "higher up",
    ),
}  # fmt: skip


def check(tmp_path: Path, files: Files) -> tuple[Found, float]:
    began = time.process_time()
    result = found(tmp_path, files)
    return result, time.process_time() - began


@pytest.fixture(params=BOUNDS)
def bound(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bound:
    each = BOUNDS[request.param]
    if each.smaller:
        monkeypatch.setattr(*each.smaller)
    return each


def test_just_inside_is_read(bound: Bound, tmp_path: Path) -> None:
    result, seconds = check(tmp_path, bound.make(bound.most))
    assert bound.code not in {item.code for item in result.diagnostics if bound.reason in item.message}
    assert not {"SAY010", "SAY011", "SAY012", "SAY030", "SAY055"} & set(result.codes), result.text
    assert seconds < QUICK


def test_just_outside_is_refused_with_place_reason_and_remedy(bound: Bound, tmp_path: Path) -> None:
    result, seconds = check(tmp_path, bound.make(bound.most + 1))
    told = [item for item in result.diagnostics if item.code == bound.code and bound.reason in item.message]
    assert len(told) == 1, result.text[:2000]
    assert str(told[0].mark).startswith(bound.place)
    assert told[0].severity is Severity.ERROR
    assert bound.remedy in told[0].hint
    assert seconds < QUICK


def test_the_manual_names_every_bound() -> None:
    text = (REPOSITORY / "docs" / "maintainers.md").read_text("utf-8")
    numbers = [
        bounds.MOST_TEXT_FILES, bounds.MOST_PROSE_PAGES, bounds.MOST_SIDES, bounds.MOST_IMAGES,
        bounds.MOST_PAGES, bounds.MOST_FINDINGS, bounds.MOST_PER_RULE, bounds.MOST_SHOWN, bounds.MOST_ITEMS,
        bounds.MOST_TEXT >> 20, bounds.MOST_IMAGE_BYTES >> 20, chains.LONGEST, chains.MOST_ROOTS,
        images.LONGEST_EDGE, images.MOST_BYTES >> 20, images.MOST_PIXELS // 10**6, prose.MAX_BYTES >> 10,
        prose.MAX_LINES, source.MAX_BYTES >> 20, source.MAX_DEPTH, source.MAX_KEY,
        strictness.MAX_FIELD_BYTES >> 10, characters.MOST_ACCENTS, characters.MOST_MARKS,
    ]  # fmt: skip
    missing = [number for number in numbers if not re.search(rf"(?<![\d,]){number:,}(?![\d,]\d)", text)]
    assert not missing


# How much is told


def test_findings_are_held_in_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many, no further file is read; after so many of one rule, the rest is counted."""
    monkeypatch.setattr(bounds, "MOST_FINDINGS", 50)
    broken = "claims:\n" + "  - {txet: x}\n" * 30
    result = found(tmp_path, {f"content/f{n}.yml": broken for n in range(9)})
    (told,) = [item for item in result.diagnostics if item.code == "SAY011"]
    assert "more than 50 faults" in told.message and told.mark.path == "content/f1.yml"
    assert {item.mark.path for item in result.diagnostics} == {"content/f0.yml", "content/f1.yml"}


def test_findings_of_one_rule_are_counted(tmp_path: Path) -> None:
    nobody = [f"  - {{id: p-{n}, type: group, name: Squad number {n}}}\n" for n in range(2005)]
    told = found(tmp_path, {"claims.yml": "parties:\n" + "".join(nobody)}).diagnostics
    assert [item.code for item in told].count("SAY110") == bounds.MOST_PER_RULE
    assert sum("more like it)" in item.message for item in told) == 1


def test_the_gravest_findings_are_printed(tmp_path: Path) -> None:
    lines = [f"  - {{id: p-{n}, type: group, name: Squad number {n}}}\n" for n in range(1500)]
    result = found(
        tmp_path, {"claims.yml": "parties:\n" + "".join(lines) + claims(claim(source="gone"))["claims.yml"]}
    )
    assert result.text.count("SAY110") < bounds.MOST_SHOWN
    assert "claims.yml:1506:13: SAY101" in result.text, "an error is never left out for a lesser finding"
    assert result.text.endswith(" The 1,000 gravest are shown: mend those first.\n")


# Images


def jpeg(width: int, height: int) -> bytes:
    """The parts before the pixels: JFIF, a comment, a progressive frame."""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 9 + b"\xff\xfe\0\6note\xff\xc2" + frame


def webp(kind: bytes, head: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + b"\x20\0\0\0" + head


def avif(width: int, height: int) -> bytes:
    ispe = struct.pack(">I4sIII", 20, b"ispe", 0, width, height)
    ipco = struct.pack(">I4s", 8 + len(ispe), b"ipco") + ispe
    iprp = struct.pack(">I4s", 8 + len(ipco), b"iprp") + ipco
    meta = struct.pack(">I4sI", 12 + len(iprp), b"meta", 0) + iprp
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"mif1", 0, b"avif") + meta


KINDS: dict[str, Callable[[int, int], bytes]] = {
    "png": png,
    "jpg": jpeg,
    "jpeg": jpeg,
    "gif": lambda width, height: b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0",
    "webp": lambda width, height: webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)),
    "avif": avif,
}
LOSSLESS = webp(b"VP8L", b"\x2f" + struct.pack("<I", (7 - 1) | (5 - 1) << 14))
EXTENDED = webp(b"VP8X", b"\0\0\0\0" + (6).to_bytes(3, "little") + (4).to_bytes(3, "little"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_is_what_its_name_says(kind: str) -> None:
    make = KINDS[kind]
    assert images.fault(f"a.{kind}", make(640, 480)) == ("", "")
    assert "10,500 by 7 pixels" in images.fault(f"a.{kind}", make(10_500, 7))[0]
    assert "no width" in images.fault(f"a.{kind}", make(0, 7))[0]
    for other in KINDS.keys() - {"jpg", "jpeg", kind}:
        if make is not KINDS[other]:
            message, hint = images.fault(f"a.{other}", make(640, 480))
            assert message.startswith(f"this is not a {other} image but a ")
            assert hint.startswith("rename it to .")


@pytest.mark.parametrize("raw", [LOSSLESS, EXTENDED])
def test_other_kinds_of_webp(raw: bytes) -> None:
    assert images.fault("a.webp", raw) == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_that_ends_in_its_header_is_refused(kind: str) -> None:
    whole = KINDS[kind](640, 480)
    needed = max(n for n in range(len(whole)) if images.fault(f"a.{kind}", whole[:n])[0])
    for length in range(needed + 1):
        message, hint = images.fault(f"a.{kind}", whole[:length])
        assert message == f"this is not a {kind} image" and hint, length


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"%PDF-1.7\n",
        b"MZ\x90\0" + b"\0" * 100,
        b"PK\x03\x04" + b"\0" * 100,
        b"\xff\xd8\xff" + b"\xff" * 1_000_000,
        b"\xff\xd8" + b"\xff\xe1\0\2" * 500_000,
        b"\0\0\0\x14ftypavif" + b"\0" * 8 + b"\0\0\0\x08free" * 200_000,
    ],
    ids=["nothing", "html", "svg", "xml", "pdf", "program", "zip", "fill bytes", "segments", "boxes"],
)
def test_what_only_has_an_images_name_is_refused_at_once(kind: str, raw: bytes) -> None:
    began = time.process_time()
    message, hint = images.fault(f"a.{kind}", raw)
    assert message == f"this is not a {kind} image" and hint
    assert time.process_time() - began < QUICK


# Names of files

NAMES = {
    # name below content/ -> what is told of it, in the order of codes; "" where nothing is
    "a/B.md": "",
    "Index.md": "SAY503 would have the same address",
    "a.md": "",
    "A.md": "",
    ".hidden.md": "",
    ".git/config.yml": "",
    "LICENSE": "",
    "con.md": "SAY019 its name is not usable",
    "aux.yml": "SAY019 its name is not usable",
    "x/nul.png": "SAY019 its name is not usable",
    "-rf.md": "SAY504 not every computer can store",
    "-rf.yml": "SAY504 not every computer can store",
    "a b.md": "SAY504 characters that an address cannot have",
    "a .yml/b.yml": "",
    "a./b.yml": "SAY504 not every computer can store",
    "a /b.yml": "SAY504 not every computer can store",
    "who?.yml": "SAY504 not every computer can store",
    "a:b.yml": "SAY504 not every computer can store",
    "überblick.yml": "",
    "überblick.md": "SAY504 characters that an address cannot have",
    "pаge.md": "SAY504 characters that an address cannot have",  # with a Cyrillic letter
    "a\u202eb.yml": "SAY019 characters that cannot be seen",
    "a\nb.yml": "SAY019 characters that cannot be seen",
    "a\x1b[31m.yml": "SAY019 characters that cannot be seen",
    "a.yaml": "SAY019 a .yaml file has no place here",
    "a.YML": "SAY019 a .YML file has no place here",
    "a.svg": "SAY019 a .svg file has no place here",
    "a.html": "SAY019 a .html file has no place here",
    "a.png.html": "SAY019 a .html file has no place here",
    "a.yml ": "SAY019 a .yml  file has no place here",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files(name: str, tmp_path: Path) -> None:
    sides = "sides:\n  - {id: west, name: Westland}\n"
    content = png(1, 1) if name.endswith("png") else sides if name.endswith("yml") else "# Words\n"
    result = found(tmp_path, {"content/index.md": "# Home\n", f"content/{name}": content})
    told = [f"{item.code} {item.message}" for item in result.diagnostics]
    code, _, words = NAMES[name].partition(" ")
    assert [item[:6] for item in told] == ([code] if code else []), told
    assert all(words in item for item in told)
    assert all(item.hint for item in result.diagnostics)
    assert "\x1b" not in result.text and "\u202e" not in result.text
    assert result.text.count("\n") < 8, "a line end in a name adds no line"


@pytest.mark.parametrize(
    ("one", "other"), [("map.png", "Map.png"), ("a/x.png", "A/X.PNG".replace("PNG", "png"))]
)
def test_images_that_differ_in_capitals_only(one: str, other: str, tmp_path: Path) -> None:
    files = {f"content/{one}": png(1, 1), f"content/{other}": png(1, 1), "content/index.md": "# Home\n"}
    (told,) = [item for item in found(tmp_path, files).diagnostics if item.code == "SAY503"]
    assert "differ in capitals only" in told.message


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    result = found(tmp_path, {"content/index.md": "# Home\n", "content/a\udcffb.yml": "claims: []\n"})
    assert [item.code for item in result.diagnostics] == ["SAY019"]
    assert result.diagnostics[0].hint
    result.text.encode()
