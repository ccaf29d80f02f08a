"""The closed words that code itself needs. Words that only label live in
`site_config/vocabulary.yml`, where editors can read them with their meanings.

`READING_CODES` is the register of SAY0xx: what can be wrong with a file before any
rule looks at it. Rules (SAY1xx and up) carry their own code, one rule a file.
"""

from types import MappingProxyType
from typing import Final, NamedTuple

#: Record kinds in the order in which a reader of the repository meets them.
#: kind -> the key of its list in YAML, which is also its folder on the site.
KINDS: Final = MappingProxyType(
    {
        "claim": "claims",
        "side": "sides",
        "party": "parties",
        "source": "sources",
        "quote": "quotes",
        "question": "questions",
        "timeline": "timelines",
        "correction": "corrections",
    }
)
#: Kinds each of whose records has a page of its own (a side's is a list, and there only where
#: somebody is on it).
WITH_PAGE: Final = frozenset({"claim", "quote", "question", "party", "source", "timeline"})
KIND_OF_KEY: Final = MappingProxyType({key: kind for kind, key in KINDS.items()})

#: Directives of the editors' prose. Inline ones stand inside a sentence; block
#: ones may also stand on a line of their own.
INLINE_DIRECTIVES: Final = ("claim", "badge", "figure", "quote", "cite", "party")
BLOCK_DIRECTIVES: Final = ("claim", "compare", "timeline", "chart", "quote")
SPAN_DIRECTIVES: Final = ("editorial", "by")

#: The record kind that each directive's id names (`editorial` has no id).
DIRECTIVE_KIND: Final = MappingProxyType(
    {
        "claim": "claim",
        "badge": "claim",
        "figure": "claim",
        "by": "claim",
        "quote": "quote",
        "cite": "source",
        "party": "party",
        "compare": "question",
        "chart": "question",
        "timeline": "timeline",
    }
)

#: Device names that Windows keeps for itself: no id may be one.
DEVICE_NAMES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)

#: URL schemes that a link may have. A relative address has none.
URL_SCHEMES: Final = ("http", "https", "mailto")


class ReadingCode(NamedTuple):
    """One SAY0xx: its kebab-case name and what it means, for the manual."""

    name: str
    meaning: str


READING_CODES: Final = MappingProxyType(
    {
        "SAY001": ReadingCode("bad-encoding", "the file is not UTF-8 text"),
        "SAY002": ReadingCode("control-character", "a control character stands in the file or in a value"),
        "SAY003": ReadingCode("bad-syntax", "the file is not valid YAML"),
        "SAY004": ReadingCode("duplicate-key", "one mapping has the same key twice"),
        "SAY005": ReadingCode("anchor", "YAML anchors (&name) are not used here"),
        "SAY006": ReadingCode("alias", "YAML aliases (*name) are not used here"),
        "SAY007": ReadingCode("tag", "YAML tags (!name) are not used here"),
        "SAY008": ReadingCode("merge-key", "YAML merge keys (<<) are not used here"),
        "SAY009": ReadingCode("second-document", "a file holds one document; --- starts a second"),
        "SAY010": ReadingCode(
            "too-deep", "the file nests deeper than 16 levels, or a chain of records is longer than 32"
        ),
        "SAY011": ReadingCode(
            "too-large",
            "more than can be read: a file over 1 MiB, thousands of faults, a list of over 200 items, "
            "or a site with too many files or records",
        ),
        "SAY012": ReadingCode(
            "field-too-long", "one value is longer than 64 KiB, or than what has room there"
        ),
        "SAY013": ReadingCode("empty-file", "the file holds nothing"),
        "SAY014": ReadingCode(
            "invisible-character",
            "a character that cannot be seen, that turns the direction of text, or that means nothing",
        ),
        "SAY015": ReadingCode("bad-key", "a key is not a plain word"),
        "SAY016": ReadingCode("cut-by-comment", "' #' starts a comment and cuts the value short"),
        "SAY017": ReadingCode(
            "text-after-quotation-mark",
            "a value begins with a quotation mark and goes on after the closing one",
        ),
        "SAY018": ReadingCode("stacked-marks", "more marks stand on one letter than any spelling needs"),
        "SAY019": ReadingCode("unreadable-file", "the file is missing, a link, or cannot be read"),
        "SAY020": ReadingCode("unknown-key", "a key that this record does not have"),
        "SAY021": ReadingCode("missing-field", "a field that this record must have is missing"),
        "SAY022": ReadingCode("wrong-type", "a list, a mapping or a text stands where another is wanted"),
        "SAY023": ReadingCode("unknown-word", "a word outside the closed list of this field"),
        "SAY024": ReadingCode("bad-date", "not a date in the EDTF profile"),
        "SAY025": ReadingCode(
            "bad-id", "an id outside [a-z0-9]+(-[a-z0-9]+)*, longer than 80 characters, or a device name"
        ),
        "SAY026": ReadingCode("not-a-number", "a number is wanted here"),
        "SAY027": ReadingCode(
            "unquoted-words", "words quoted from a source must stand in quotation marks or a block scalar"
        ),
        "SAY028": ReadingCode("empty-value", "a key has no value"),
        "SAY029": ReadingCode("bad-combination", "fields that exclude or require one another"),
        "SAY030": ReadingCode("bad-image", "an image that is not what its name says, or is too large"),
        "SAY040": ReadingCode("bad-setting", "a setting in site_config/ that cannot be used"),
        "SAY041": ReadingCode("bad-expression", "a rubric's `when` that cannot be read or evaluated"),
        "SAY042": ReadingCode("bad-template", "a template that cannot be read or rendered"),
        "SAY043": ReadingCode(
            "missing-configuration", "a file that the site must have in site_config/ is missing"
        ),
        "SAY044": ReadingCode(
            "rubric-case-failed", "the rubric makes of a case's evidence something other than the case says"
        ),
        "SAY045": ReadingCode("site-build", "the site engine could not build the pages, or warned about one"),
        "SAY046": ReadingCode("broken-link", "a link, anchor or asset in the built site leads nowhere"),
        "SAY047": ReadingCode(
            "foreign-content", "the built site holds something active, or a file, that nobody declared"
        ),
        "SAY048": ReadingCode("bad-lock", "site_config/captures.lock cannot be read, or says what cannot be"),
        "SAY049": ReadingCode(
            "rubric-changed",
            "the rubric's rules are not those that are on record for its version, or none are on record",
        ),
        "SAY050": ReadingCode("unknown-directive", "[[...]] with a word that is no directive"),
        "SAY051": ReadingCode(
            "bad-directive", "a directive that is not closed, has no id, or stands where it cannot"
        ),
        "SAY052": ReadingCode(
            "unclosed-span", "[[editorial]] or [[by:...]] without its end, or an end without its beginning"
        ),
        "SAY053": ReadingCode("raw-html", "HTML in prose is shown as written, not used"),
        "SAY054": ReadingCode(
            "bad-front-matter", "a page's front matter has a key or a value that is not allowed"
        ),
        "SAY055": ReadingCode("prose-too-large", "a prose page is too long or nests too deeply"),
        "SAY056": ReadingCode("bad-link", "a link or image in prose leads where none may lead"),
        "SAY057": ReadingCode("footnote-twice", "two footnotes of a page have the same name"),
        "SAY058": ReadingCode("bad-capture", "a file among the copies of sources that cannot be used"),
    }
)
