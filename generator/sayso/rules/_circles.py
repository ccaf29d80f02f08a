"""Circles in what leads from record to record."""

from collections.abc import Iterable, Iterator, Mapping


def circles(links: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The circles in a graph of ids, in time linear in its size.

    Out: one list for each knot of circles, a shortest way from its first id (in the
    order given) round to itself, without the repetition at its end.
    """
    found = []
    order = {node: number for number, node in enumerate(links)}
    for knot in _knots(links):
        inside = set(knot)
        start = min(knot, key=lambda node: order.get(node, len(order)))
        if way := _way_round(start, links, inside):
            found.append(way)
    return sorted(found, key=lambda way: order.get(way[0], 0))


def round_trip(way: list[str]) -> str:
    """A circle in words, its middle left out where it is long."""
    shown = way if len(way) <= 6 else [*way[:3], "…", *way[-2:]]
    return " → ".join([*shown, way[0]])


def _way_round(start: str, links: Mapping[str, Iterable[str]], inside: set[str]) -> list[str]:
    came: dict[str, str] = {}
    queue = [start]
    for node in queue:  # grows while it is walked
        for below in links.get(node, ()):
            if below == start:
                way = [node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if below in inside and below not in came:
                came[below] = node
                queue.append(below)
    return []


def _knots(links: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Strongly connected components (Tarjan 1972), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[str] = []
    for root in links:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(links.get(root, ())))]
        while work:
            node, below = work[-1]
            for child in below:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(links.get(child, ()))))
                    break
                if child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot = [stack.pop()]
                    while knot[-1] != node:
                        knot.append(stack.pop())
                    on_stack.difference_update(knot)
                    yield knot
