"""Recognise what names a horizon, an audience or a row, in the four languages of the packs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.values import BLANK, Audience, Horizon

LONGEST_LABEL = 120
"""A text with more letters is no label."""


def _words_of(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_SHORT = _words_of(
    "short shorter near st shortterm corto corta cortos court courte courts curto curta curtos"
)
_LONG = _words_of("long longer lt longterm largo larga largos longue longs longo longa longos")
_TERM = _words_of("term terms run range plazo plazos terme termes prazo prazos horizon horizonte")
_TERM_PHRASE = re.compile(
    r"\b(?:(?P<short>(?:short|near)(?:er)?|corto|court|curto)|(?P<long>long(?:er|o)?|largo))"
    r"\s(?:terms?|run|range|plazos?|termes?|prazos?)\b"
)
_MEMBERS = _words_of(
    "member members membership miembro miembros miembra miembras membre membres membro membros",
    "adherent adherents afiliado afiliados associado associados",
)
_ORGANIZATION = _words_of(
    "organization organizations organisation organisations org orgs organizacion organizaciones",
    "organizacao organizacoes organizational organisational organizacional organizacionales",
    "organisationnel organisationnelle organisationnels organisationnelles organizacionais",
)
_PEOPLE = _words_of(
    "segment segments segmento segmentos persona personas participant participants participante",
    "participantes individual individuals group groups grupo grupos groupe groupes audience",
    "public publico publicos",
)
"""What may stand before the name of a row of members: “Segment: Nurses”."""
_SPONSORS = _words_of(
    "sponsor sponsors sponsoring partner partners institution institutions institucion",
    "instituciones instituicao instituicoes company companies employer employers",
    "entreprise entreprises empresa empresas patrocinador patrocinadora patrocinadores",
    "patrocinadoras commanditaire commanditaires partenaire partenaires parceiro parceiros",
    "parceira parceiras socio socios donor donors bailleur bailleurs donante donantes doador",
    "doadores funder funders",
)
_NOISE = _words_of(
    "value values benefit benefits gain gains outcome outcomes valor valores valeur valeurs",
    "beneficio beneficios benefice benefices ganho ganhos",
    "a an and the our your their of for to in on at over from by what which how does do will get",
    "gets provide provides provided cop community communities comunidad comunidade communaute",
    "y e et el la los las le les l un una une de del du des d da das do dos para pour por per au",
    "aux en em no na nos nas o os as ao aos nuestro nuestra nuestros notre nos nosso nossa nossos",
    "que quel quelle quels quelles qual quais cual cuales dans sur com con key main s cdp",
    "host hosting hote anfitriona anfitrionas anfitria socia socias parceira parceiras",
)
_AND = _words_of("and or y o u et ou e")
_ASKING = _words_of(
    "value values valor valores valeur valeurs benefit benefits beneficio beneficios benefice",
    "benefices",
)
_THINGS = _words_of(
    "agency agencies alliance association authority bank board bureau cabinet center centre",
    "charity college commission committee company consortium cooperative corporation council",
    "department directorate division donor donors employer enterprise federation firm foundation",
    "fund funder funders government headquarters hospital hq institute institution leadership",
    "ministry municipality network ngo office organization organisation parliament partner",
    "partners program programme secretariat sponsor sponsors state trust union unit university",
    "utility management",
)
"""The last word of an organization's name in English, or the one before “of”."""
_THINGS_FIRST = _words_of(
    "agencia alianza ayuntamiento asociacion autoridad banco comision consejo consorcio",
    "departamento direccion donante empresa federacion fondo fundacion gobierno institucion",
    "instituto ministerio municipio oficina ong organizacion patrocinador red secretaria socio",
    "universidad",
    "agence association autorite bailleur banque comite commanditaire conseil entreprise",
    "federation fondation fonds gouvernement institut mairie ministere organisation partenaire",
    "reseau secretariat universite",
    "alianca associacao autoridade conselho doador federacao fundacao fundo governo instituicao",
    "municipio organizacao parceiro prefeitura rede secretaria universidade",
)
"""The first word of an organization's name in Spanish, French and Portuguese."""
_PARKING = frozenset(
    (
        *("parking lot", "parking", "parked", "estacionamiento", "aparcamiento"),
        *("parc a idees", "estacionamento", "lista de espera", "para mas adelante"),
        *("a garder pour plus tard", "para mais tarde", "backlog"),
    )
)
_TIME = re.compile(
    r"\d|\b(?:month|year|week|quarter|mes|meses|anos?|semanas?|trimestres?|mois|ans?|semaines?|now)"
)
"""What tells how long a horizon is."""
_SEPARATORS = re.compile(r"\s*(?:[:/|·•>→–—;,]|\s-\s|\(|\)|\[|\])\s*")


class Label(NamedTuple):
    """What a head, a heading or a first column names."""

    audience: Audience | None = None
    name: str = ""
    """The name of a row, as written; empty when none is named."""
    horizon: Horizon | None = None
    parked: bool = False
    """Whether it names the parking lot."""
    means: str = ""
    """What a horizon means, if it says so: “within 12 months”."""

    @property
    def says_where(self) -> bool:
        """Whether it names an audience or a horizon, not only what may be a row."""
        return bool(self.audience or self.horizon or self.parked)

    def _is_vaguer(self, other: Label) -> bool:
        """Whether its name says only what kind of row it is, and that of the other says more."""
        vague = generic_audience(self.name) is not None
        return vague and bool(other.name) and generic_audience(other.name) is None

    def within(self, other: Label) -> Label:
        """This label, completed by one that stands over it."""
        return Label(
            self.audience or other.audience,
            other.name if self._is_vaguer(other) else self.name or other.name,
            self.horizon or other.horizon,
            self.parked or (other.parked and not self.horizon),
            self.means or other.means,
        )


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """What a short text names; None unless it names an audience or a horizon and little else.

    “Short Term Value”, “Valeur pour les membres”, “Members: Nurses · long term”. The name of a row
    may stand beside an audience or a horizon, separated by a sign.
    """
    text = tidy(text).strip("*_#:. ")
    if not text or len(text) > LONGEST_LABEL:
        return None
    words = _words(text)
    if " ".join(words) in _PARKING:
        return Label(parked=True)
    if _NAMING.isdisjoint(words):
        return None
    whole = _piece(text)
    if whole is not None:
        return whole
    bracketed = re.fullmatch(r"(.+?)\s*\((.+)\)", text)
    if bracketed is not None:
        outside, inside = _piece(bracketed[1]), bracketed[2]
        if outside is not None and not outside.audience and _piece(inside) is None:
            return outside._replace(means=inside)
    pieces = [piece for piece in _SEPARATORS.split(text) if piece]
    labels = [_piece(piece) for piece in pieces]
    named = [label for label in labels if label is not None]
    unknown = [piece for piece, label in zip(pieces, labels, strict=True) if label is None]
    if not named or len(named) > 2 or len(unknown) > 1:
        return None
    audience = next((label.audience for label in named if label.audience), None)
    horizon = next((label.horizon for label in named if label.horizon), None)
    if unknown and horizon and _TIME.search(fold(unknown[0])):
        return Label(audience, BLANK_NAMES[audience] if audience else "", horizon, means=unknown[0])
    name = unknown[0] if unknown else next((label.name for label in named if label.name), "")
    return Label(audience, name, horizon)


def label_and_value(text: str) -> tuple[Label, str] | None:
    """The horizon that a line names and the value behind it: “Short term: Faster answers”."""
    words, colon, value = text.partition(":")
    label = read_label(words) if colon and value.strip() else None
    if label is None or not label.horizon or read_label(value) is not None:
        return None
    return label, value.strip()


def read_question(text: str) -> Label | None:
    """What a head that is a question or a sentence asks for, as in the columns of a form.

    Unlike `read_label` it takes a sentence with other words in it, but no single “short”.
    """
    label = read_label(text)
    if label is not None:
        return label
    words = _words(text) if len(text) <= 3 * LONGEST_LABEL else []
    if len(words) > 40 or _NAMING.isdisjoint(words):
        return None
    phrase = _TERM_PHRASE.search(" ".join(words))
    asks = text.rstrip().endswith("?") or bool(_ASKING & set(words))
    if phrase is None or not asks:
        return None
    horizon: Horizon = "short_term" if phrase["short"] else "long_term"
    audience = _audience_of(words)
    return Label(audience, BLANK_NAMES[audience] if audience else "", horizon)


BLANK_NAMES: dict[Audience, str] = {
    "members": BLANK.members[0].name,
    "organizations": BLANK.organizations[0].name,
}
"""What the row of an audience is called when the text gives it no name of its own."""


def generic_audience(name: str) -> Audience | None:
    """The audience whose only row a name such as “Members” or “Organización” means, if any."""
    words = set(_words(name)) - _NOISE
    if not words:
        return None
    if words <= _MEMBERS:
        return "members"
    return "organizations" if words <= _ORGANIZATION else None


def guess_audience(name: str) -> Audience:
    """The audience that the words of a row's name tell; members without a hint."""
    words = _words(name)
    heads = [words[at - 1] for at, word in enumerate(words) if word in ("of", "for") and at]
    things = _THINGS | _ORGANIZATION | _SPONSORS
    # “Utility managers” are people, and so are “Members of the board”.
    english = (heads or words[-1:])[0:1]
    tells = not things.isdisjoint(english) or not _THINGS_FIRST.isdisjoint(words[:1])
    return "organizations" if tells else "members"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _piece(text: str) -> Label | None:
    """What a text without separators names, if all of its words are words of labels."""
    words = _words(text)
    known = set(words)
    if not known or len(known) != len(known & _ALL) or known <= _NOISE:
        return None
    horizon = _horizon_of(known)
    audience = _audience_of(words)
    if horizon is None and (audience is None or known <= _NOISE | _TERM):
        return None
    return Label(audience, _name_of(text, audience) if audience else "", horizon)


def _horizon_of(words: set[str]) -> Horizon | None:
    short, long = bool(words & _SHORT), bool(words & _LONG)
    if short == long:
        return None
    return "short_term" if short else "long_term"


def _audience_of(words: Iterable[str]) -> Audience | None:
    known = set(words)
    if known & _MEMBERS and known & _ORGANIZATION and known & _AND:
        return None
    if known & (_ORGANIZATION | _SPONSORS):
        # “Sponsoring members” are members, “member organizations” organizations.
        return "organizations" if known & _ORGANIZATION or not known & _MEMBERS else "members"
    return "members" if known & (_MEMBERS | _PEOPLE) else None


def _name_of(text: str, audience: Audience) -> str:
    """The words of a label that name the row: “Sponsors” of “Short term value for sponsors”."""
    naming = _MEMBERS | _PEOPLE if audience == "members" else _ORGANIZATION | _SPONSORS
    spans = [
        (found.start(), found.end())
        for found in re.finditer(r"[^\W_]+", text)
        if not {*_words(found[0])}.isdisjoint(naming)
    ]
    name = text[spans[0][0] : spans[-1][1]]
    if any(
        word.startswith(
            (
                "organizational",
                "organisational",
                "organizacional",
                "organisationnel",
                "organizacionai",
                "membership",
            )
        )
        for word in _words(name)
    ):
        return BLANK_NAMES[audience]
    return name.capitalize() if name.isupper() else name[:1].upper() + name[1:]


_NAMING = _SHORT | _LONG | _MEMBERS | _ORGANIZATION | _PEOPLE | _SPONSORS
"""Words of which a label has at least one."""
_ALL = _SHORT | _LONG | _TERM | _MEMBERS | _ORGANIZATION | _PEOPLE | _SPONSORS | _NOISE
_PLACE_WORDS = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_SHORT | _LONG | _PARKING))})(?![^\W_])"
)


def may_name_places(text: str) -> bool:
    """Whether there is a word in a text that can name a horizon or the parking lot: a quick look,
    before each line of a long text is asked what it names."""
    return _PLACE_WORDS.search(fold(text)) is not None
