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
    # Charter, description and pitch
    "charter": ("Charter", "Carta fundacional", "Charte", "Carta fundadora"),
    "description": ("Description", "Descripción", "Description", "Descrição"),
    "pitch": ("Pitch", "Propuesta", "Argumentaire", "Proposta"),
    "section.domain": ("What we work on", "En qué trabajamos", "Notre domaine", "O que tratamos"),
    "section.purpose": (
        *("Why we exist", "Para qué existimos"),
        *("Pourquoi nous existons", "Para que existimos"),
    ),
    "section.stage": (
        *("Where we are", "Dónde estamos"),
        *("Où nous en sommes", "Em que ponto estamos"),
    ),
    "section.members": (
        *("What members get", "Qué obtienen los miembros"),
        *("Ce qu’y gagnent les membres", "O que ganham os membros"),
    ),
    "section.organizations": (
        *("What organizations get", "Qué obtienen las organizaciones"),
        *("Ce qu’y gagnent les organisations", "O que ganham as organizações"),
    ),
    "section.shared": (
        *("What we share", "Lo que compartimos"),
        *("Ce que nous partageons", "O que compartilhamos"),
    ),
    "section.horizons": (
        *("What short and long term mean", "Qué significan corto y largo plazo"),
        *("Ce que veulent dire court et long terme", "O que significam curto e longo prazo"),
    ),
    "section.working": (
        *("How we work together", "Cómo trabajamos juntos"),
        *("Comment nous travaillons ensemble", "Como trabalhamos juntos"),
    ),
    "section.roles": ("Roles", "Funciones", "Rôles", "Funções"),
    "section.review": (
        *("When we look at this again", "Cuándo lo revisamos"),
        *("Quand nous y revenons", "Quando voltamos a isto"),
    ),
    "section.joining": ("How to join", "Cómo participar", "Comment participer", "Como participar"),
    "section.asking": (
        *("What we ask for", "Qué pedimos"),
        *("Ce que nous demandons", "O que pedimos"),
    ),
    "ask.domain": (
        *("Which subject brings these people together?", "¿Qué tema reúne a estas personas?"),
        *("Quel sujet réunit ces personnes ?", "Que tema reúne estas pessoas?"),
    ),
    "ask.purpose": (
        *("What should be different because we exist?", "¿Qué debe cambiar porque existimos?"),
        *("Qu’est-ce qui doit changer grâce à nous ?", "O que deve mudar porque existimos?"),
    ),
    "ask.stage": (
        *("Are we starting, growing, settled or closing?", "¿Empezamos, crecemos o cerramos?"),
        *(
            "Démarrons-nous, ou finissons-nous ?",
            "Começamos, crescemos ou fechamos?",
        ),
    ),
    "ask.members": (
        *("Who takes part, and what do they get?", "¿Quiénes participan y qué obtienen?"),
        *("Qui participe, et qu’y gagne-t-on ?", "Quem participa, e o que ganha?"),
    ),
    "ask.organizations": (
        *("Who supports us, and what do they get?", "¿Quiénes nos apoyan y qué obtienen?"),
        *("Qui nous soutient, et qu’y gagne-t-on ?", "Quem nos apoia, e o que ganha?"),
    ),
    "ask.shared": (
        *(
            "Which value serves both sides?",
            "¿Qué valor sirve a ambas partes?",
        ),
        *("Quelle valeur sert aux uns et aux autres ?", "Que valor serve a ambos os lados?"),
    ),
    "ask.horizons": (
        *("When should the first and the lasting value show?", "¿Cuándo se verá cada valor?"),
        *("Quand chaque valeur doit-elle se voir ?", "Quando se verá cada valor?"),
    ),
    "ask.working": (
        *("How do we meet, decide and share?", "¿Cómo nos reunimos, decidimos y compartimos?"),
        *("Comment nous réunir, décider et partager ?", "Como reunimos e decidimos?"),
    ),
    "ask.roles": (
        *(
            "Who facilitates, who plans, who sponsors?",
            "¿Quién facilita y quién apoya?",
        ),
        *("Qui anime, qui soutient ?", "Quem facilita e quem apoia?"),
    ),
    "ask.review": (
        *("How often do we check whether this is still true?", "¿Cada cuánto lo comprobamos?"),
        *("À quel rythme le vérifions-nous ?", "Com que frequência o verificamos?"),
    ),
    "ask.joining": (
        *("Whom does a newcomer write to, and what happens first?", "¿A quién se escribe primero?"),
        *("À qui écrire, et que se passe-t-il d’abord ?", "A quem escrever primeiro?"),
    ),
    "ask.asking": (
        *(
            "Which time or money do we need, and by when?",
            "¿Qué tiempo o dinero necesitamos?",
        ),
        *("De quel temps ou argent avons-nous besoin ?", "De que tempo ou dinheiro precisamos?"),
    ),
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
