"""One escaping function for each place where a value may be printed.

`text` serves every place inside a page, because a page is Markdown first and HTML
afterwards: what it returns means the same in both. The others are for places where
a character reference is not understood. Whoever prints picks by the place alone and
never has to know what is in the value.
"""

import html
import json
import re
import unicodedata
from typing import Any, Final
from urllib.parse import unquote

from markupsafe import Markup

#: Longer addresses are refused: no honest link needs them.
MAX_URL: Final = 2000

# White space that folds to one space. The other Unicode spaces are characters of the text.
_FOLD = re.compile(r"[\t-\r\x1c-\x1f\x20\x85\u2028\u2029]+")
# Control characters, surrogates and noncharacters: HTML and XML have no way to write them.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# What `text` writes as a character reference. Commas, full stops, hyphens and the like
# stay readable inside and directly after a word, where no grammar reads them.
_ACTIVE = re.compile(
    r"""
      [!"#$&'()*+/:<=>@\[\\\]^_`{|}~]   # read by Markdown, HTML or an extension of either
    | (?<![^\W_]) [,;?%.]               # punctuation that follows no letter or digit
    | (?<=\d) \. (?=[ ]|\Z)             # "1. " begins a list
    | (?<=www) \.                       # an autolinker's address
    | (?<![^\W_]) - | - (?![^\W_])      # a hyphen that joins no two words
    | [^\S ]                            # spaces that Python's strip() would take away
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def fold(value: str) -> str:
    """The value on one line: white space runs become one space, unwritable characters U+FFFD."""
    return _FOLD.sub(" ", _UNWRITABLE.sub("\ufffd", value))


def text(value: str) -> Markup:
    """Text that is inert in Markdown and in HTML: prose, headings, table cells, lists,
    HTML blocks, quoted attribute values.

    Enough because every ASCII mark that Python-Markdown, an extension of it or HTML
    could read becomes a numeric character reference, which both pass on and neither
    reads again, wherever in a line the value lands. White space folds to one space,
    so that no value begins a block; control characters, which Python-Markdown uses
    for its own placeholders, become U+FFFD.
    """
    return Markup(_ACTIVE.sub(_reference, fold(value)))


# Where scripts from right to left stand in Unicode, and what may stand between two of their words.
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_LEFTWARD_RUN = re.compile(rf"[{_LEFTWARD}]++(?:(?:(?![{_LEFTWARD}])[\W\d_])++[{_LEFTWARD}]++)*")


def isolated(value: str) -> Markup:
    """As `text`, for a sentence of ours with foreign names in it: each run of words from
    right to left has a direction of its own, so that it turns no figure or mark beside it.

    Not for attributes: it writes `<bdi>`. A name that stands alone gets that from its template.
    """
    parts, done = [], 0
    folded = fold(value)
    for run in _LEFTWARD_RUN.finditer(folded):
        parts += [text(folded[done : run.start()]), Markup("<bdi>%s</bdi>") % text(run[0])]
        done = run.end()
    return Markup("").join([*parts, text(folded[done:])])


def block(value: str) -> Markup:
    """Several paragraphs, for an HTML block: `<p>` for each, parted at empty lines.

    Enough because each paragraph goes through `text` and the tags are ours. Paragraphs
    are joined by one newline: an empty line would end the HTML block.
    """
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return Markup("\n").join(
        Markup("<p>%s</p>") % text(" ".join(lines).strip()) for lines in paragraphs if lines
    )


def html_text(value: str) -> Markup:
    """Text or a quoted attribute value in HTML that no Markdown is read from any more.

    Enough because `& < > " '` become references and what HTML cannot write becomes U+FFFD;
    spaces and line ends are kept.
    """
    return Markup(html.escape(_UNWRITABLE.sub("\ufffd", value), quote=True))


def preformatted(value: str) -> Markup:
    """Several lines for inside `<pre>`: as `text`, but spaces and line ends are kept.

    Enough as for `text`; the caller writes the `<pre>` that begins the HTML block.
    """
    plain = _UNWRITABLE.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
    lines = re.sub(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", " ", plain).split("\n")
    # Python-Markdown empties lines of spaces alone: those are written as references.
    marks = (re.compile(r"\s") if line.isspace() else _ACTIVE for line in lines)
    kept = (mark.sub(_reference, line) for mark, line in zip(marks, lines, strict=True))
    return Markup("\n".join(kept))


def safe_url(url: str) -> bool:
    """Whether a link may lead there: http, https, mailto, or a place on this site.

    Refused are other schemes in every spelling (entities, percent signs, full-width
    letters, tabs inside), `//host`, backslashes (a browser reads them as slashes),
    names or passwords before the host, and any character that cannot be seen.
    Syntax: RFC 3986; what browsers make of the rest: WHATWG URL, sections 4.1 and 4.4.
    """
    if not url or len(url) > MAX_URL or "\\" in url or any(_invisible(c) for c in url):
        return False
    scheme = re.match(r"(https?)://|(mailto):", url, re.IGNORECASE)
    if scheme is None:
        return all(_stays_here(spelling) for spelling in _spellings(url))
    rest = url[scheme.end() :]
    if scheme[2]:
        return "@" in rest and not rest.startswith("/")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return host != "" and "@" not in host and not re.search(r"[<>\"'`{}|^&]", host)


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp")


def _spellings(url: str) -> set[str]:
    """The address, and what it becomes for a reader that decodes it once too often."""
    found, fresh = {url}, {url}
    for _ in range(3):
        fresh = {
            again
            for one in fresh
            for again in (html.unescape(one), unquote(one), unicodedata.normalize("NFKC", one))
        } - found
        found |= fresh
    return found


def _stays_here(url: str) -> bool:
    """A path, query or fragment of this site: nothing before the first `/`, `?` or `#` has a colon."""
    squeezed = "".join(c for c in url if not _invisible(c))
    if "\\" in squeezed or squeezed.startswith("//"):
        return False
    return ":" not in re.split(r"[/?#]", squeezed, maxsplit=1)[0]


def href(url: str) -> Markup | None:
    """The value of an `href` or `src` attribute, quoted by the template; None where refused.

    Enough because only what `safe_url` allows is returned, and every character but
    letters, digits and a few marks that neither HTML nor Markdown reads inside an
    attribute becomes a character reference.
    """
    if not safe_url(url):
        return None
    return Markup(re.sub(r"[^\w/.,:;?=%#+-]|_", _reference, url))


def json_html(value: Any) -> Markup:
    """JSON for inside `<script type="application/ld+json">`, where references are not read.

    Enough because `<`, `>` and `&` become JSON's own escapes, so that neither `</script>`
    nor `<!--` can stand there (HTML, section 4.12.1.3), and so do U+2028 and U+2029,
    which end a line in older JavaScript. `value` is of JSON's types; NaN raises ValueError.
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(_IN_SCRIPT.sub(lambda m: f"\\u{ord(m[0]):04x}", written))


_IN_SCRIPT = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def front_matter(value: str) -> str:
    """A YAML double-quoted scalar, on one line, whose content is escaped for HTML.

    Enough because a JSON string is a YAML one once the characters that YAML does not
    print are escaped (YAML 1.2, section 5.1), and MkDocs's themes print a title
    without escaping it, so the content must already be HTML.
    """
    return _scalar(html.escape(fold(value).strip(), quote=True))


def front_data(value: Any) -> Markup:
    """A YAML double-quoted scalar, on one line, that holds JSON for inside a `<script>`: for the theme,
    which prints it there as it stands.

    Enough because its content is what `json_html` returns, and as a scalar it is escaped like that of
    `front_matter`.
    """
    return Markup(_scalar(json_html(value)))


def _scalar(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\ufeff\ufffe\uffff]", lambda m: f"\\u{ord(m[0]):04x}", written)


def xml(value: str) -> Markup:
    """Text or a quoted attribute value in XML (Atom, SVG): well-formed whatever the text.

    Enough because `& < > " '` become references and what XML 1.0 (section 2.2) has no
    character for becomes U+FFFD.
    """
    return Markup(html.escape(_NOT_XML.sub("\ufffd", value), quote=True))


_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_cell(value: str) -> str:
    """One cell of a CSV file, in quotation marks: RFC 4180, and no formula to a spreadsheet.

    Enough because a spreadsheet takes a cell for a formula by its first character, also
    after white space that it drops and in full-width spelling; an apostrophe before it,
    which spreadsheets do not show, makes it text. Line ends stay, unwritable characters
    become U+FFFD, quotation marks are doubled.
    """
    plain = _NOT_XML.sub("\ufffd", value)
    mark = "'" if _FORMULA.match(plain) else ""
    return '"' + mark + plain.replace('"', '""') + '"'


_FORMULA = re.compile("[\\s\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
