"""How a page is cited: its key, its address, and an entry that BibTeX can read whatever its title."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.editions import DEV, Edition, Publication
from sayso.render.citing import Cited, Field, tex

EDITION = Edition("2025-01-05", "2025-01-05T08:00:00Z", "As first reported")
HELD = Cited(
    path="claims/held.md",
    words="Northland's army says: Our army holds the bridge. [unconfirmed]",
    record="claim:held",
    site="The bridge",
    edition=EDITION,
    published=Publication("The bridge", "https://example.net/kursk/"),
)


class NotBibTeX(ValueError):
    """A text that BibTeX would not read."""


def parse(text: str) -> tuple[str, str, dict[str, str]]:
    """(type, key, fields) of one entry. Strict: braces are counted as BibTeX counts them, escaped or
    not; nothing may stand outside of the fields."""
    head = re.match(r"@([a-z]+)\{([^\s{}\",=%#\\~'()]+),\n", text)
    if head is None:
        raise NotBibTeX("no type and key")
    at, fields = head.end(), {}
    while (name := re.compile(r"  ([a-z]+) = \{").match(text, at)) is not None:
        at, depth, start = name.end(), 1, name.end()
        while depth:
            if at >= len(text):
                raise NotBibTeX("braces are not in pairs")
            depth += (text[at] == "{") - (text[at] == "}")
            at += 1
        if name[1] in fields:
            raise NotBibTeX("a field twice")
        fields[name[1]] = text[start : at - 1]
        if text.startswith(",\n", at):
            at += 2
        elif text.startswith("\n", at):
            at += 1
            break
        else:
            raise NotBibTeX("something after a field")
    if text[at:] != "}":
        raise NotBibTeX("something after the entry")
    return head[1], head[2], fields


def written(cited: Cited, fields: tuple[Field, ...]) -> str:
    """An entry as the page prints it."""
    lines = ",\n".join(f"  {field.name} = {{{field.value}}}" for field in fields)
    return f"@misc{{{cited.key},\n{lines}\n}}"


def typeset(text: str) -> str:
    """What TeX makes of a field: only escapes and names that we write; anything else is an error."""
    names = {
        "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
        "textasciitilde": "~", "textasciicircum": "^",
    }  # fmt: skip
    found, at = [], 0
    while at < len(text):
        if name := re.compile(r"\\([a-z]+)\{\}").match(text, at):
            found.append(names[name[1]])
            at = name.end()
        elif text[at] == "\\":
            assert text[at + 1] in "$&#_%"
            found.append(text[at + 1])
            at += 2
        else:
            assert text[at] not in "{}$&#_%~^"
            found.append(text[at])
            at += 1
    return "".join(found)


def test_an_entry_names_speaker_edition_and_permanent_address() -> None:
    entry = HELD.entry("Edition of 5 January 2025", "This edition will never change.")
    assert parse(written(HELD, entry)) == (
        "misc",
        "sayso:claim:held:2025-01-05",
        {
            "author": "{The bridge}",
            "title": "{Northland's army says: Our army holds the bridge. [unconfirmed]}",
            "year": "2025",
            "version": "Edition of 5 January 2025",
            "url": "https://example.net/kursk/2025-01-05/claims/held/",
            "urldate": "",
            "note": "This edition will never change.",
        },
    )


def test_outside_of_editions_nothing_permanent_is_promised() -> None:
    loose = replace(HELD, edition=None)
    assert not loose.permanent
    assert loose.address == ""
    _, key, fields = parse(written(loose, loose.entry("", "Made on 1 May 2025; this page may change.")))
    assert key == "sayso:claim:held"
    assert "version" not in fields
    assert "year" not in fields
    assert fields["url"] == ""


def test_a_draft_is_not_permanent() -> None:
    assert not replace(HELD, edition=Edition(DEV, "2025-01-05T08:00:00Z")).permanent


@pytest.mark.parametrize(
    ("path", "record", "key", "below"),
    [
        ("claims/held.md", "claim:held", "sayso:claim:held:2025-01-05", "claims/held/"),
        ("index.md", "", "sayso:page:index:2025-01-05", ""),
        ("what/who-says.md", "", "sayso:page:what/who-says:2025-01-05", "what/who-says/"),
        ("who, what {so}.md", "", "sayso:page:who-what-so:2025-01-05", "who%2C%20what%20%7Bso%7D/"),
        ("хто.md", "", "sayso:page:445-442-43e:2025-01-05", "%D1%85%D1%82%D0%BE/"),
    ],
)
def test_key_and_address_are_made_of_the_page_alone(path: str, record: str, key: str, below: str) -> None:
    cited = replace(HELD, path=path, record=record, words="Another title")
    assert cited.key == key
    assert cited.address == f"https://example.net/kursk/2025-01-05/{below}"


def test_where_the_sites_address_is_not_known_that_of_the_edition_is() -> None:
    assert replace(HELD, published=Publication()).address == "2025-01-05/claims/held/"


HOSTILE = st.text(max_size=80) | st.text('{}\\%$&#_~^"@,=\n абвїґא\u202e', max_size=60)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_whatever_a_title_holds_the_entry_can_be_read(words: str, site: str, version: str, note: str) -> None:
    cited = replace(HELD, words=words, site=site)
    kind, key, fields = parse(written(cited, cited.entry(version, note)))
    assert (kind, key) == ("misc", HELD.key)
    assert set(fields) <= {"author", "title", "year", "version", "url", "urldate", "note"}
    assert "\n" not in "".join(fields.values())


@given(HOSTILE)
def test_typeset_it_says_what_it_said(words: str) -> None:
    """Letters of every script stay; only what cannot be printed does not (control characters)."""
    once = typeset(tex(words))
    assert typeset(tex(once)) == once
    assert [sign for sign in words if sign in "{}\\%$&#_~^"] == [
        sign for sign in once if sign in "{}\\%$&#_~^"
    ]


def test_ukrainian_stays_as_it_is() -> None:
    assert tex("Генштаб: «втрати – 340»") == "Генштаб: «втрати – 340»"


@pytest.mark.parametrize("text", ["@misc{a,\n  title = {\\}}\n}", "@misc{a b,\n}", "@misc{a,\n  x = {1}}\n}"])
def test_the_parser_of_these_tests_is_strict(text: str) -> None:
    with pytest.raises(NotBibTeX):
        parse(text)
