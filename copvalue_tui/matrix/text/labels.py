"""The labels of everything that goes out on paper or as a file, in each of our languages."""

from __future__ import annotations

from typing import NamedTuple

LANGUAGES = ("en", "es", "fr", "pt")
"""The languages of the labels; the first stands in for those there is none of."""

_WORDS: dict[str, tuple[str, str, str, str]] = {
    # The matrix
    "matrix": ("Value matrix", "Matriz de valor", "Matrice de valeur", "Matriz de valor"),
    "members": ("Members", "Miembros", "Membres", "Membros"),
    "organization": ("Organization", "Organización", "Organisation", "Organização"),
    "organizations": ("Organizations", "Organizaciones", "Organisations", "Organizações"),
    "short_term": (
        *("Short Term Value", "Valor a corto plazo"),
        *("Valeur à court terme", "Valor a curto prazo"),
    ),
    "long_term": (
        *("Long Term Value", "Valor a largo plazo"),
        *("Valeur à long terme", "Valor a longo prazo"),
    ),
    "short_term_words": ("short term", "corto plazo", "court terme", "curto prazo"),
    "long_term_words": ("long term", "largo plazo", "long terme", "longo prazo"),
    "title": ("Title", "Título", "Titre", "Título"),
    "domain": ("Domain", "Dominio", "Domaine", "Domínio"),
    "purpose": ("Purpose", "Propósito", "Raison d’être", "Propósito"),
    "stage": ("Stage", "Etapa", "Étape", "Etapa"),
    "review_cadence": (
        *("Review cadence", "Frecuencia de revisión"),
        *("Rythme des revues", "Frequência das revisões"),
    ),
    "row": ("Row", "Fila", "Ligne", "Linha"),
    "audience": ("Audience", "Público", "Public", "Público"),
    "horizon": ("Horizon", "Horizonte", "Horizon", "Horizonte"),
    "value": ("Value", "Valor", "Valeur", "Valor"),
    "values": ("Values", "Valores", "Valeurs", "Valores"),
    "tags": ("tags", "etiquetas", "étiquettes", "etiquetas"),
    "parking_lot": (
        *("Parking lot", "Para más adelante"),
        *("À garder pour plus tard", "Para mais tarde"),
    ),
    "no_values": (
        *("no values yet", "todavía sin valores"),
        *("pas encore de valeur", "ainda sem valores"),
    ),
    "no_rows": (
        *("no rows yet", "todavía sin filas"),
        *("pas encore de ligne", "ainda sem linhas"),
    ),
    "no_name": (
        *("a row without a name", "una fila sin nombre"),
        *("une ligne sans nom", "uma linha sem nome"),
    ),
    # The fields of a value
    "field.text": ("value", "valor", "valeur", "valor"),
    "field.status": ("status", "estado", "statut", "estado"),
    "field.priority": ("priority", "prioridad", "priorité", "prioridade"),
    "field.votes": ("votes", "votos", "votes", "votos"),
    "field.shared": (
        *("shared value", "valor compartido"),
        *("valeur partagée", "valor compartilhado"),
    ),
    "field.owner": ("owner", "responsable", "responsable", "responsável"),
    "field.evidence": ("evidence", "evidencia", "preuve", "evidência"),
    "field.note": ("note", "nota", "note", "nota"),
    "field.review_by": ("review by", "revisar antes del", "à revoir avant le", "rever até"),
    "field.indicator": ("indicator", "indicador", "indicateur", "indicador"),
    "status.proposed": ("proposed", "propuesto", "proposé", "proposto"),
    "status.agreed": ("agreed", "acordado", "convenu", "acordado"),
    "status.on-track": ("on-track", "en marcha", "en bonne voie", "em andamento"),
    "status.at-risk": ("at-risk", "en riesgo", "à risque", "em risco"),
    "status.realized": ("realized", "logrado", "réalisé", "realizado"),
    "status.parked": ("parked", "aplazado", "en attente", "adiado"),
    "status.retired": ("retired", "retirado", "abandonné", "retirado"),
    "priority.high": ("high", "alta", "haute", "alta"),
    "priority.medium": ("medium", "media", "moyenne", "média"),
    "priority.low": ("low", "baja", "basse", "baixa"),
    "priority.phrase": ("{} priority", "prioridad {}", "priorité {}", "prioridade {}"),
    "votes.one": ("{} vote", "{} voto", "{} vote", "{} voto"),
    "votes.many": ("{} votes", "{} votos", "{} votes", "{} votos"),
    "evidence.none": ("none", "ninguna", "aucune", "nenhuma"),
    "evidence.anecdote": ("anecdote", "anécdota", "anecdote", "relato"),
    "evidence.story": ("story", "historia", "récit", "história"),
    "evidence.indicator": ("indicator", "indicador", "indicateur", "indicador"),
    "evidence.verified": ("verified", "verificado", "vérifié", "verificado"),
    # Reviews
    "review": ("Review", "Revisión", "Revue", "Revisão"),
    "review.of": ("Review of {}", "Revisión del {}", "Revue du {}", "Revisão de {}"),
    "review.facilitator": ("facilitator", "facilita", "animation", "facilitação"),
    "review.present": ("present", "presentes", "présents", "presentes"),
    "review.note": ("note", "nota", "note", "nota"),
    "review.scope": ("scope", "alcance", "périmètre", "âmbito"),
    "review.looked_at": ("looked at", "vistos", "passés en revue", "vistos"),
    "review.of_values": ("of", "de", "sur", "de"),
    "review.decisions": ("decisions", "decisiones", "décisions", "decisões"),
    "review.confirmed": ("confirmed", "confirmados", "confirmés", "confirmados"),
    "review.actions": ("actions", "acciones", "actions", "ações"),
    # Worksheets
    "worksheet": ("Worksheet", "Hoja de trabajo", "Feuille de travail", "Folha de trabalho"),
    "worksheet.name": (
        *("Your name or group", "Su nombre o grupo"),
        *("Votre nom ou groupe", "O seu nome ou grupo"),
    ),
    "worksheet.hint": (
        *("One value on each line, in your own words.", "Un valor en cada línea, en sus palabras."),
        *("Une valeur par ligne, avec vos mots.", "Um valor por linha, nas suas palavras."),
    ),
}
"""Key → the label in each language, in the order of `LANGUAGES`."""
KEYS = tuple(_WORDS)


class Labels(NamedTuple):
    """The labels in one language."""

    language: str = LANGUAGES[0]

    def __call__(self, key: str, otherwise: str = "") -> str:
        """The label of this key; `otherwise`, or the key, for one that nobody has named yet."""
        words = _WORDS.get(key)
        return words[LANGUAGES.index(self.language)] if words else otherwise or key


def labels_for(language: str) -> Labels:
    """The labels for a language code such as `es` or `pt-BR`; English if there are none."""
    code = language.strip().casefold().replace("_", "-").partition("-")[0]
    return Labels(code) if code in LANGUAGES else Labels()
