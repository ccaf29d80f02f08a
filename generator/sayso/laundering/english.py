"""The English words that are compared. Maintainers extend the tables; docs/laundering.md tells how."""

from typing import Final

from .lexicon import Lexicon, phrases

#: How something may turn out, with which nothing is proved: "proved difficult".
_HOW: Final = phrases(
    "impossible, difficult, hard, easy, unable, able, too, so, more, less, costly, fatal, deadly, "
    "decisive, effective, ineffective, useless, vital, crucial, elusive, weak, strong, popular, "
    "successful, unsuccessful, futile"
)

ENGLISH: Final = Lexicon(
    language="en",
    read_by_library=True,
    bounds={
        "exact": "exactly, precisely, a confirmed",
        "about": "about, around, approximately, approx., approx, roughly, some, circa, ca., ca, c., "
        "more or less, "
        "a projected, in the region of, in the "
        "order of, on the order of, an estimated, estimated at, somewhere near, or so",
        "nearly": "nearly, almost, close to, not quite, just short of, approaching, close on, close upon",
        "over": "over, more than, above, upwards of, upward of, in excess of, exceeding, exceeded, "
        "exceeds, greater than",
        "at_least": "at least, no fewer than, no less than, not fewer than, not less than, a minimum of, "
        "minimum of, at the very least",
        "up_to": "up to, as many as, as much as, at most, no more than, not more than, a maximum of, "
        "maximum of, at the most, not exceeding",
        "less_than": "less than, fewer than, under, below, just under",
        "within": "within, inside",
    },
    bounds_after={
        "about": "or so, or thereabouts, -odd, odd, give or take, more or less, roughly, approximately",
        "at_least": "or more, and more, and up, upwards, at least, at a minimum, at the very least, or "
        "greater",
        "over": "plus, -plus, and counting",
        "up_to": "or fewer, or less, at most, at the most, at the outside, or under",
    },
    fillers="a, an, the, a total of, total of, another, other, a further, further, about, around, "
    "roughly, approximately, some, nearly, almost, his, her, its, their, half",
    values={
        "2": "a couple, a couple of, a pair of, both, a brace of",
        "6": "half a dozen, a half dozen, half-a-dozen, half-dozen",
        "0": "no, none, nobody, zero, nil, no one",
        "20": "a score of",
        "500000": "half a million, half-a-million, a half million",
        "500000000": "half a billion, a half billion",
        "250000": "a quarter of a million, quarter of a million",
        "50/0.5": "half, one half, one-half, a half, 1/2, ½",
        "33/33.3/33.33/0.33/0.333": "a third, one third, one-third, 1/3, ⅓",
        "66/67/66.6/66.7/66.67/0.66/0.67": "two thirds, two-thirds, 2/3, ⅔",
        "25/0.25": "a quarter, one quarter, one-quarter, a fourth, one fourth, 1/4, ¼",
        "75/0.75": "three quarters, three-quarters, three fourths, three-fourths, 3/4, ¾",
        "20/0.2": "a fifth, one fifth, one-fifth, 1/5",
        "10/0.1": "a tenth, one tenth, one-tenth, 1/10",
    },
    numerals={"1": "a, an, single, sole"},
    scales={
        "12": "dozen",
        "100": "hundred",
        "1000": "thousand, k",
        "1000000": "million, mn, mln, mio",
        "1000000000": "billion, bn, bln",
        "1000000000000": "trillion, trn",
    },
    orders={
        "tens_of": "dozens, dozens of, scores of, tens of, several dozen, a few dozen, many dozens",
        "hundreds_of": "hundreds, hundreds of, several hundred, a few hundred, many hundreds, a couple of "
        "hundred",
        "thousands_of": "thousands, thousands of, several thousand, a few thousand, many "
        "thousands, a couple of "
        "thousand",
        "tens_of_thousands_of": "tens of thousands, tens of thousands of, dozens of thousands",
        "hundreds_of_thousands_of": "hundreds of thousands, hundreds of thousands of, several "
        "hundred thousand",
        "millions_of": "millions, millions of, several million, a few million, tens of millions, hundreds of "
        "millions",
        "few": "a few, several, a handful, a handful of",
    },
    years="in, since, by, until, till, from, after, before, of, during, early, late, the, year",
    to="to, and, or, up to, through",
    between="between, from",
    naming="brigades, regiments, divisions, battalions, villages, articles, no, no., nr, nr., number, "
    "village, hill, height, point, checkpoint, gate, road, route, highway, motorway, street, "
    "school, hospital, reactor, unit, block, brigade, regiment, division, battalion, army, "
    "corps, group, sector, zone, district, phase, stage, article, resolution, protocol, "
    "section, chapter, page, paragraph, line, channel, flight, ward, room, station, shaft, mine",
    months="january, february, march, april, may, june, july, august, september, october, november, "
    "december, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, jan., feb., aug., "
    "sept., oct., nov., dec.",
    times="second, seconds, minute, minutes, hour, hours, day, days, night, nights, week, weeks, month, "
    "months, year, years, decade, decades, a.m., p.m., am, pm, o'clock",
    measures={
        "killed": "killed, kia, killing, kills, kill, killings, dead, deaths, death toll, death, died, die, "
        "dies, dying, fatalities, fatality, fatally, perished, slain, slew, lost their lives, "
        "lost his life, lost her life, loss of life, lost lives, lives, bodies, corpses, fallen",
        "wounded": "wounded, wia, wounding, wounds, injured, injuring, injuries, injury, hurt, maimed",
        "missing": "missing, mia, unaccounted for, disappeared",
        "casualties": "casualties, casualty",
        "irrecoverable": "irrecoverable losses, irrecoverable, irretrievable losses, permanent losses",
        "losses": "losses, loss, lost, loses, lose, losing, out of action, put out of action, "
        "hors de combat, incapacitated, neutralised, neutralized",
        "captured": "captured, capturing, capture, captures, taken prisoner, took prisoner, taken captive, "
        "prisoners, prisoners of war, pows, pow, surrendered, surrendering, surrender, detained",
        "displaced": "displaced, displacing, fled, fleeing, flee, evacuated, homeless, uprooted, refugees, "
        "forced from their homes, left their homes, driven from their homes",
        "destroyed": "destroyed, destroying, destroys, destroy, destruction, burned out, burnt out, knocked "
        "out, shot down, downed, sunk, wrecked, eliminated, eliminating, liquidated",
        "damaged": "damaged, damaging, damage, disabled, hit",
    },
    joins="and, or, and/or, as well as",
    degrees="severely, seriously, badly, gravely, heavily, lightly, either",
    verbs={
        "estimated": "estimated, estimates, estimate, estimating, estimates that",
        "claimed": "claimed, claims, claim, claiming, alleged, alleges, allege, alleging, asserted, asserts, "
        "assert, maintained, maintains, insisted, insists, purported, contended, contends",
        "said": "said, says, say, saying, told, tells, stated, states, according to, "
        "speaks, speak, spoke, added, wrote, "
        "writes, explained, commented",
        "reported": "reported, reports, report, reporting",
        "announced": "announced, announces, announce, announcing, declared, declares, published",
        "denied": "denied, denies, deny, denying, rejected, rejects, refuted, disputed, disputes, dismissed",
        "admitted": "admitted, admits, admit, admitting, acknowledged, acknowledges, acknowledge, "
        "acknowledging, conceded, concedes, concede, conceding, confessed, confesses, owned up, "
        "confirmed, confirms, confirming, confirm",
        "predicted": "predicted, predicts, predict, forecast, forecasts, expects, expected, "
        "foresees, foresaw, "
        "warned, warns",
        "promised": "promised, promises, promise, vowed, vows, vow, pledged, pledges, pledge, swore, "
        "guaranteed, assured",
        "declined_to_say": "declined, declines, refused to, refuses to, would not say, did not "
        "say, gave no, no "
        "comment, would not comment, did not comment, did not respond, would not discuss, without "
        "saying",
    },
    confirmed="confirmed, confirms, confirming, confirm, proved, proven, proves, prove, proof that, "
    "established that, verified, verifies, verify, acknowledged, acknowledges, acknowledge, "
    "admitted, admits, admit, conceded, concedes, it is certain, undisputed, undeniable, it is a "
    "fact, beyond doubt, beyond any doubt, beyond dispute, no doubt that, undoubtedly, indisputably, "
    "corroborated, substantiated, demonstrated that, established fact, owned up",
    negations="not, no, nor, neither, never, nobody, none, cannot, can't, couldn't, didn't, hasn't, "
    "haven't, isn't, wasn't, weren't, doesn't, don't, won't, without, unable, fail, failed, "
    "fails, refuse, refused, refuses, decline, declined, declines, yet to, whether, if, until, "
    "unless, impossible, hard to, difficult to, awaits, awaiting, denied, denies, deny, would, "
    "wants, asked, to be, trying, tries, could, can, may, might",
    no_verbs="admitted to hospital, admitted to a hospital, admitted to the hospital, "
    "admitted to intensive care, admitted for treatment, living proof, "
    + ", ".join(f"{verb} {how}" for verb in ("prove", "proves", "proved", "proven") for how in _HOW),
    hedges="could, may, might, appear, appears, appeared, appearing, seem, seems, seemed, seemingly, "
    "likely, unlikely, probably, probable, possibly, possible, perhaps, maybe, allegedly, "
    "alleged, reportedly, purportedly, supposedly, presumably, apparently, apparent, believed to, "
    "thought to, is believed, are believed, suspected, suggest, suggests, suggesting, suggested "
    "that, unconfirmed, unverified, presumed, rumoured, rumored, said to have, said to be, potentially, "
    "partially, ostensibly, feared dead, feared killed, if confirmed, if true, almost all, nearly all, "
    "virtually all, practically all, preliminary data, "
    "preliminary reports, preliminary information, looks like, look like, hinted that, some",
    no_hedges="could not, could n't, couldn't, could no longer, could never, could neither, could hardly, "
    "could only, in may, of may, last may, this may, since may, by may, until may, early may, "
    "late may, mid-may, some time, some day, some way, some extent, some of the time, some point, "
    "might of, military might, army's might, its might, full might, appeared in, appeared on, "
    "appeared at, appeared before, appears in, appears on, appears at, appears before, appear in, "
    "appear on, appear before, as soon as possible, as possible, where possible, if possible, not "
    "possible, impossible, made possible, makes possible, make it possible, made it possible, "
    "makes it possible, could be seen, could be heard, some of the most, some of the best, some of the "
    "worst, some of the biggest, some of the largest, some of the heaviest, some of the fiercest, some of "
    "the deadliest, some of the bloodiest",
    softeners="would, thought, thinks, believes, believe, believed, expected, expects, unclear, uncertain, "
    "certain of, several, a few, few, many, parts, part of, partly, several of, in doubt, doubt, "
    "doubts, whether, if, open, not known, not sure, looks, look like, sort of, suspects, "
    "suspect, estimated, estimates, can, potential, potentially, risk, risks, danger, threatens, "
    "should, chance, in part, partial, rumours, rumors, hints, hinted, most, majority, almost, nearly, "
    "virtually, practically, largely, mostly, one or more, a number of, suggested, questions, question",
    common="about, after, again, against, also, been, before, being, between, both, from, have, here, "
    "into, just, more, most, much, near, only, other, over, said, says, same, some, such, than, "
    "that, their, them, then, there, these, they, this, those, through, under, very, were, what, "
    "when, where, which, while, will, with, would, could, might, because, since, until, does, "
    "during, each, every, itself, many, must, upon, your",
    number_heads=frozenset(
        phrases(
            "two, thre, four, five, six, seve, eigh, nine, ten, elev, twel, thir, fort, fift, sixt, nint, "
            "twen, one, zero, hund, thou, mill, bill, tril, doze"
        )
    ),
)
