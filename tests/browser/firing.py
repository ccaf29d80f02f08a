"""What a page does when everything is done to it: dialogs, foreign requests, complaints."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

#: Runs in every frame before anything else: keeps what a content security policy refused.
WATCH = """
window.refusals = [];
document.addEventListener('securitypolicyviolation',
  e => e.isTrusted && refusals.push(`${e.violatedDirective}: ${e.blockedURI}`));
"""
#: In a frame of the detector's own: a call of `alert` is told to the topmost window by the
#: frame's address, for a dialog would stop everything else.
TELL = """
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => {
  let frame = window;
  while (frame !== top && frame.parent !== top) frame = frame.parent;
  (top.fired ??= {})[frame.location.pathname] = true;
};
"""
#: Every event that the page's own objects know, on every element; then what a reader can do.
FIRE = """
async () => {
  const known = new Set(['animationcancel', 'transitioncancel', 'focusin', 'focusout', 'touchcancel',
    'touchend', 'touchmove', 'touchstart', 'show', 'message', 'unhandledrejection', 'bounce',
    'DOMActivate', 'finish', 'start',
    'begin', 'end', 'repeat', 'webkitanimationend', 'orientationchange', 'zoom']);
  for (const object of [window, document, document.body, document.createElement('video'),
                        document.createElementNS('http://www.w3.org/2000/svg', 'svg')])
    for (let each = object; each; each = Object.getPrototypeOf(each))
      for (const name of Object.getOwnPropertyNames(each))
        if (name.startsWith('on') && name.length > 4) known.add(name.slice(2));
  // What leaves the page, or asks whether to.
  for (const name of ['beforeunload', 'unload', 'pagehide']) known.delete(name);
  const stay = event => { if (['click', 'auxclick', 'submit'].includes(event.type)) event.preventDefault(); };
  for (const name of ['click', 'auxclick', 'submit']) window.addEventListener(name, stay, true);
  for (const details of document.querySelectorAll('details')) details.open = true;
  const elements = [...document.querySelectorAll('*:not(path)')];
  for (const name of known) {
    const event = new Event(name, {cancelable: true});
    for (const element of elements) element.dispatchEvent(event);
  }
  for (const element of elements) { element.focus?.({preventScroll: true}); element.blur?.(); }
  for (const link of document.querySelectorAll('a, area, button, summary, [onclick]')) {
    if (/^javascript:/i.test((link.href?.baseVal ?? link.href) || link.formAction || '')) {
      window.removeEventListener('click', stay, true);
      link.click();
      window.addEventListener('click', stay, true);
    } else link.click();
  }
  for (const target of [window, document])
    for (const name of known) if (!['hashchange', 'popstate', 'error'].includes(name))
      target.dispatchEvent(new Event(name));
  await new Promise(resolve => setTimeout(resolve, 20));
  return known.size * elements.length;
}
"""
#: Addresses in the page that lead elsewhere than a page may.
LEADS = """
() => [...document.querySelectorAll(
  '[href], [src], [action], [formaction], [data], [poster], [srcset], [background]')]
  .flatMap(e => ['href', 'src', 'action', 'formaction', 'data', 'poster', 'srcset', 'background'].map(
    n => [e.localName, n, e.getAttribute(n)]).filter(([, , value]) => value !== null))
  .filter(([tag, name, value]) => {
    const url = new URL(value, document.baseURI);
    if (tag === 'a' && name === 'href') return !['http:', 'https:', 'mailto:'].includes(url.protocol);
    return url.origin !== location.origin && url.protocol !== 'data:';
  }).map(each => each.join(' '))
"""


@dataclass
class Deeds:
    """What was seen while pages were open."""

    dialogs: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    events: int = 0
    #: Frames, by their addresses, that asked another host for something.
    frames: set[str] = field(default_factory=set)


@contextmanager
def watched(browser: Any, origin: str, script: str = WATCH) -> Iterator[tuple[Any, Deeds]]:
    """A tab whose every deed is kept. No request leaves for another host."""
    deeds = Deeds()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(script)
    page = context.new_page()

    def ask(request: Any) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:", "about:", "chrome-error:")):
            deeds.foreign.append(f"{page.url} asks for {request.url}")
            frame = request.frame
            while frame.parent_frame and frame.parent_frame.parent_frame:
                frame = frame.parent_frame
            deeds.frames.add(frame.url)

    def answer(dialog: Any) -> None:
        deeds.dialogs.append(f"{page.url}: {dialog.message}")
        dialog.dismiss()

    context.route(lambda url: not url.startswith(f"{origin}/"), lambda route: route.abort())
    page.on("request", ask)
    page.on("dialog", answer)
    page.on("pageerror", lambda error: deeds.complaints.append(f"{page.url}: {error}"))
    yield page, deeds
    context.close()


def look(page: Any, deeds: Deeds) -> None:
    """Do everything to the page that is open."""
    deeds.leads += page.evaluate(LEADS)
    deeds.events += page.evaluate(FIRE)
    deeds.refusals += [f"{page.url}: {each}" for each in page.evaluate("window.refusals || []")]
