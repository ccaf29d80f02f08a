"""Makes `tests/hostile/made/`: building blocks of our own, put together.

    .venv/bin/python -m tests.hostile.make

`tests/test_hostile_corpus.py` makes them again and compares. Every string that could act
calls `alert`, or asks a host for something that is in no network (`.invalid`, 192.0.2.0/24).
"""

import html
import itertools
import sys
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from tests.hostile import HERE, written

EVENTS = """
    abort afterprint animationcancel animationend animationiteration animationstart auxclick
    beforecopy beforecut beforeinput beforematch beforepaste beforeprint beforetoggle beforeunload
    begin blur bounce cancel canplay canplaythrough change click close
    contentvisibilityautostatechange contextlost contextmenu contextrestored copy cuechange cut
    dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange emptied end
    ended error finish focus focusin focusout formdata fullscreenchange gotpointercapture hashchange
    input invalid keydown keypress keyup languagechange load loadeddata loadedmetadata loadend
    loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout
    mouseover mouseup mousewheel offline online pagehide pageshow paste pause play playing
    pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover
    pointerrawupdate pointerup popstate progress ratechange repeat reset resize scroll scrollend
    search seeked seeking securitypolicyviolation select selectionchange selectstart show slotchange
    stalled start storage submit suspend timeupdate toggle touchcancel touchend touchmove touchstart
    transitioncancel transitionend transitionrun transitionstart unhandledrejection unload
    volumechange waiting webkitanimationend wheel
""".split()  # noqa: SIM905
TAGS = """
    a article b bdi blockquote body button cite code del details div em form h1 img input ins li
    mark p q
""".split()  # noqa: SIM905
PAYLOADS = (
    "<script>alert('{}')</script>",
    "<img src=x onerror=alert('{}')>",
    "<svg onload=alert('{}')>",
    "<iframe srcdoc=\"<img src=x onerror=alert('{}')>\">",
    "<img src=https://evil.invalid/{}.png>",
    "<a href=javascript:alert('{}')>read on</a>",
    "<details open ontoggle=alert('{}')>",
    "<style>@import'https://evil.invalid/{}';</style>",
)
#: What stands before a payload so that it is no longer inside of something.
EXITS = (
    '">', "'>", "`>", '" >', "-->", "]]>", "</p>", "</a>", "</q>", "</h1>", "</li></ul>",
    "</td></tr></table>",
    "</code></pre>", "</blockquote>", "</time>", "</bdi>", "</title>", "</option></select>", "\n\n",
    "\n\n    ",
)  # fmt: skip
#: Markdown round a payload; the payload stands where {} is.
CONSTRUCTS = (
    "# {}", "{}\n===", "> {}", "- {}", "1. {}", "- a\n\n    {}", "| a |\n|---|\n| {} |", "*{}*", "**{}**",
    "`{}`",
    "``{}``", "```\n{}\n```", "    {}", "[{}](x.md)", "[x]({})", "[x](<{}>)", '[x](x.md "{}")',
    "![{}](x.png)",
    "![x]({})", "<{}>", "[x]: {}", "[{}]: x", "a[^1]\n\n[^1]: {}", "[^{}]", "*[x]: {}", "x\n: {}",
    "!!! note\n    {}",
    '!!! note "{}"', "[[{}]]", "[[claim:none|{}]]", "[[editorial]]{}[[/editorial]]", "\\{}", "x  \n{}",
    "{{: {} }}",
    "<div markdown>{}</div>",
)  # fmt: skip
#: Scheme, and what follows it so that it would act.
SCHEMES = {
    "javascript": "alert('{}')",
    "data": "text/html,<script>alert('{}')</script>",
    "vbscript": "alert('{}')",
    "blob": "https://evil.invalid/{}",
    "file": "///etc/{}",
}
DISGUISES: dict[str, Callable[[str, str], str]] = {
    "plain": lambda s, rest: f"{s}:{rest}",
    "capitals": lambda s, rest: f"{s.upper()}:{rest}",
    "mixed": lambda s, rest: "".join(c.upper() if n % 2 else c for n, c in enumerate(s)) + f":{rest}",
    "colon named": lambda s, rest: f"{s}&colon;{rest}",
    "colon numbered": lambda s, rest: f"{s}&#58;{rest}",
    "colon in hex": lambda s, rest: f"{s}&#x03a;{rest}",
    "percent signs": lambda s, rest: f"{s}%3A{rest}",
    "first letter numbered": lambda s, rest: f"&#{ord(s[0])};{s[1:]}:{rest}",
    "all letters numbered": lambda s, rest: "".join(f"&#{ord(c)}" for c in s) + f":{rest}",
    "escaped twice": lambda s, rest: f"&amp;#{ord(s[0])};{s[1:]}:{rest}",
    "first letter in percent": lambda s, rest: f"%{ord(s[0]):02x}{s[1:]}:{rest}",
    "tab inside": lambda s, rest: f"{s[:3]}\t{s[3:]}:{rest}",
    "line end inside": lambda s, rest: f"{s[:3]}\n{s[3:]}:{rest}",
    "named tab inside": lambda s, rest: f"{s[:3]}&Tab;{s[3:]}:{rest}",
    "blank before": lambda s, rest: f" {s}:{rest}",
    "blank after": lambda s, rest: f"{s} :{rest}",
    "soft hyphen inside": lambda s, rest: f"{s[:3]}&shy;{s[3:]}:{rest}",
    "backslash inside": lambda s, rest: f"{s[:3]}\\{s[3:]}:{rest}",
    "full width": lambda s, rest: "".join(chr(ord(c) + 0xFEE0) for c in s) + f":{rest}",
    "with an authority": lambda s, rest: f"{s}://x/%0a{rest}",
    "after a blank page": lambda s, rest: f"about:blank#{s}:{rest}",
}
LINKS = (
    "{}",
    "[read on]({})",
    "<{}>",
    "![picture]({})",
    "[x]\n\n[x]: {}",
    "[x](<{}>)",
    '<a href="{}">read on</a>',
)
ENCODERS: dict[str, Callable[[str], str]] = {
    "named": html.escape,
    "numbered": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "numbered, not ended": lambda text: "".join(f"&#{ord(c)} " if c in "<>" else c for c in text),
    "in hex": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "in long hex": lambda text: "".join(f"&#X{ord(c):08X};" if c in "<>\"'" else c for c in text),
    "named twice": lambda text: html.escape(html.escape(text)),
    "named thrice": lambda text: html.escape(html.escape(html.escape(text))),
    "percent": quote,
    "percent twice": lambda text: quote(quote(text)),
    "of JavaScript": lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    "of JavaScript, short": lambda text: "".join(f"\\x{ord(c):02x}" for c in text),
    "octal": lambda text: "".join(f"\\{ord(c):o}" for c in text),
    "of style sheets": lambda text: "".join(f"\\{ord(c):x} " if not c.isalnum() else c for c in text),
    "UTF-7": lambda text: text.replace("<", "+ADw-").replace(">", "+AD4-"),
    "base64": lambda text: b64encode(text.encode()).decode(),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "marks of Markdown escaped": lambda text: "".join(f"\\{c}" if c in "<>()" else c for c in text),
    "parted by comments": lambda text: text.replace("(", "<!---->("),
    "backwards": lambda text: text[::-1],
    "small capitals mixed": lambda text: "".join(c.upper() if n % 2 else c for n, c in enumerate(text)),
}
DELIMITERS = (
    ("{{", "}}"), ("{{ ", " }}"), ("{{-", "-}}"), ("{%", "%}"), ("{%- print(", ") -%}"), ("{#", "#}"),
    ("${", "}"),
    ("#{", "}"), ("<%=", "%>"), ("<?=", "?>"), ("[[", "]]"), ("[%", "%]"), ("{!", "!}"), ("{!!", "!!}"),
    ("$(", ")"), ("`", "`"), ("@(", ")"), ("{{{", "}}}"), ("%{", "}"), ("<<", ">>"), ("{{<", ">}}"),
    ("{=", "=}"),
)  # fmt: skip
EXPRESSIONS = (
    "7*7", "site.ledger", "''.__class__.__base__", "range(10**9)|list", "config['x']", "\"{}\"|safe",
    "self._TemplateReference__context", "'<img src=x onerror=alert({})>'",
)  # fmt: skip
CLIMBS = (
    "../",
    "..\\",
    "..%2f",
    "%2e%2e/",
    "..%252f",
    "....//",
    "..;/",
    "..／",
    "．．/",
    "./../",
    ".%00./",
    "..//",
)
TARGETS = (
    "etc/passwd", ".git/config", "claims.yml", "site_config/rubric.yml", "index.html", "assets/status.css",
    "con",
    "{}.md", ".ssh/id_rsa", "build/docs/.manifest.json", "x" * 200, "a b\tc",
)  # fmt: skip
#: Characters that cannot be seen, that turn the direction, or that stand for nothing.
ODD = [
    *(0x00, 0x01, 0x08, 0x0B, 0x0C, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xA0, 0xAD, 0x34F, 0x61C),
    *(0x600, 0x115F, 0x1160, 0x1680, 0x17B4, 0x180B, 0x180E, *range(0x2000, 0x2010), 0x2028, 0x2029),
    *(*range(0x202A, 0x2030), 0x205F, *range(0x2060, 0x2070), 0x2800, 0x3000, 0x3164, 0xD800, 0xDFFF),
    *(0xE000, 0xFDD0, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF),
    *(0x1BCA0, 0x1D173, 0x1FFFE, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xF0000, 0x10FFFF),
]
#: What nests or repeats until something gives way; lengths that a field may have.
UNITS = (
    "<b>", "<div>", "</p>", "[", "]", "![", "[](", "[[", "(", "*", "**a", "_", "`", "` ``", "> ", "- ",
    "\\", "&amp;",
    "&", "<", "<!--", "{{", "{%", "#", "|", "~", "\"", "'", "a\n", "a\n\n", "- a\n", "1. a\n", "[a](b)",
    "*a*", "😀",
    "é", "ع", "e\u0301\u0301", "<x y=", "[^1]", "http://a.b/", "=1+1,",
)  # fmt: skip


def events() -> Iterator[str]:
    """Every event on a tag, in one of the spellings in which an attribute can be written."""
    spellings = ("<{t} on{e}=alert('{n}')>x", '<{t} on{e}="alert(\'{n}\')">x', "<{t}/on{e}=alert('{n}')//>x",
                 "<{t} x='>' ON{e}\n=\nalert('{n}')>x", '" on{e}="alert(\'{n}\')',
                 "{{: on{e}=alert('{n}') }}")  # fmt: skip
    forms = itertools.cycle(spellings)
    tags = itertools.cycle(TAGS)
    for number, event in enumerate(itertools.chain(EVENTS, EVENTS[::2])):
        yield next(forms).format(t=next(tags), e=event, n=f"e{number}")


def exits() -> Iterator[str]:
    for number, (leave, payload) in enumerate(itertools.product(EXITS, PAYLOADS)):
        yield leave + payload.format(f"x{number}")


def constructs() -> Iterator[str]:
    for number, (construct, payload) in enumerate(itertools.product(CONSTRUCTS, PAYLOADS[:6])):
        yield construct.format(payload.format(f"c{number}"))


def addresses() -> Iterator[str]:
    """Each scheme in each disguise; the one that acts in every kind of link."""
    links = itertools.cycle(LINKS)
    number = 0
    for scheme, rest in SCHEMES.items():
        for disguise in DISGUISES.values():
            for link in LINKS if scheme == "javascript" else [next(links)]:
                yield link.format(disguise(scheme, rest.format(f"s{number}")))
                number += 1


def encodings() -> Iterator[str]:
    for number, (encode, payload) in enumerate(itertools.product(ENCODERS.values(), PAYLOADS[:6])):
        yield encode(payload.format(f"n{number}"))


def engines() -> Iterator[str]:
    for number, ((begin, end), inside) in enumerate(itertools.product(DELIMITERS, EXPRESSIONS)):
        yield begin + inside.replace("{}", f"t{number}") + end


def climbs() -> Iterator[str]:
    for number, (climb, target) in enumerate(itertools.product(CLIMBS, TARGETS)):
        yield climb * (1 + number % 7) + target.replace("{}", f"p{number}")


def odd_characters() -> Iterator[str]:
    """Each at the start, inside of a word and of a tag, in turn two of the three."""
    for number, point in enumerate(ODD):
        odd = chr(point)
        forms = (f"{odd}name", f"na{odd}me", f"<img{odd}src=x onerror=alert('o{number}')>")
        yield from forms[: 2 + number % 2]


def repeated() -> Iterator[str]:
    for number, unit in enumerate(UNITS):
        yield unit * (30 + 7 * number)
        yield f"<p>{unit * 12}<img src=x onerror=alert('r{number}')>"


FAMILIES: dict[str, Callable[[], Iterable[str]]] = {
    "addresses": addresses,
    "climbs": climbs,
    "constructs": constructs,
    "encodings": encodings,
    "engines": engines,
    "events": events,
    "exits": exits,
    "odd-characters": odd_characters,
    "repeated": repeated,
}


def page(family: str) -> str:
    """The text of one file of `made/`."""
    lines = ["## Made by tests/hostile/make.py; not to be changed by hand."]
    return "\n".join([*lines, *map(written, FAMILIES[family]())]) + "\n"


def main() -> None:
    folder = HERE / "made"
    folder.mkdir(exist_ok=True)
    for family in FAMILIES:
        text = page(family)
        (folder / f"{family}.txt").write_text(text, encoding="utf-8")
        print(f"{family}: {text.count(chr(10)) - 1}", file=sys.stderr)


if __name__ == "__main__":
    main()
