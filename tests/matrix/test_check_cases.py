"""Sixty faults and sixty traps, as people write them in four languages; precision and recall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from copvalue_tui.matrix.checks.kinds import KINDS
from copvalue_tui.matrix.checks.matrix_checks import findings
from copvalue_tui.matrix.values import Action, Indicator, Matrix, Review, Row, Value

TODAY = date(2026, 11, 23)
SOON, GONE = date(2027, 3, 1), date(2026, 9, 1)
BASES = {
    "en": (
        ("Staff", "Quick help from peers", "A career in the field"),
        ("Bank", "Faster repairs", "Fewer water losses"),
    ),
    "es": (
        ("Personal", "Ayuda rápida entre colegas", "Una carrera en el oficio"),
        ("Banco", "Reparaciones más rápidas", "Menos pérdidas de agua"),
    ),
    "fr": (
        ("Équipes", "Aide rapide entre pairs", "Une carrière dans le métier"),
        ("Banque", "Réparations plus rapides", "Moins de pertes d’eau"),
    ),
    "pt": (
        ("Equipe", "Ajuda rápida entre colegas", "Uma carreira no ofício"),
        ("Banco", "Reparos mais rápidos", "Menos perdas de água"),
    ),
}
"""Language → a segment and an organization with a value in each cell, in which nothing is wrong."""


@dataclass(frozen=True)
class Case:
    """What is added to the matrix of a language, and the kinds of finding it should have."""

    language: str
    kinds: str = ""
    """Parted by blanks; none for a trap."""
    members: tuple[str | Value, ...] = ()
    """Further short-term values of the segment."""
    bank: tuple[str | Value, ...] = ()
    """Further short-term values of the organization."""
    cadence: str = ""
    reviews: tuple[Review, ...] = ()
    parked: str = ""

    @property
    def matrix(self) -> Matrix:
        """The whole matrix."""
        (segment, *cells), (organization, *others) = BASES[self.language]
        members = Row(segment, (*_values(cells[:1]), *_values(self.members)), _values(cells[1:]))
        bank = Row(organization, (*_values(others[:1]), *_values(self.bank)), _values(others[1:]))
        return Matrix(
            (members,),
            (bank,),
            review_cadence=self.cadence,
            language=self.language,
            parking_lot=_values([self.parked] if self.parked else ()),
            reviews=self.reviews,
        )

    @property
    def name(self) -> str:
        """What tells it apart in a message."""
        said = (*self.members, *self.bank, self.cadence, self.parked, *self.reviews)
        return f"{self.language}: {'; '.join(str(each) for each in said if each)}"


def _values(said: object) -> tuple[Value, ...]:
    assert isinstance(said, list | tuple)
    return tuple(each if isinstance(each, Value) else Value(each) for each in said)


def step(what: str, who: str = "", by: date | None = None, done: date | None = None) -> Review:
    """A recent review with a next step."""
    return Review(date(2026, 10, 1), actions=(Action(what, who, by, done),))


OLD, RECENT = Review(date(2025, 9, 30)), Review(date(2026, 6, 1))
FALLING = Indicator("days", 34, 26, 30, "days", date(2026, 10, 1))
FAULTS = (
    # A letter missing, doubled or swapped
    Case("en", "typing-slip", ("Access to expertise", "Acces to expertise")),
    Case("en", "typing-slip", ("Trusted advice from peers",), ("Trusted advcie from peers",)),
    Case("en", "typing-slip", ("Recognition at work", "Recogniition at work")),
    Case("es", "typing-slip", ("Innovación en el servicio", "Inovación en el servicio")),
    Case("es", "typing-slip", ("Confianza mutua",), ("Confainza mutua",)),
    Case("fr", "typing-slip", ("Développement professionnel", "Développement profesionnel")),
    Case("fr", "typing-slip", ("Confiance partagée",), ("Confiacne partagée",)),
    Case("pt", "typing-slip", ("Desenvolvimento profissional", "Desenvolvimento profisional")),
    Case("pt", "typing-slip", ("Confiança entre colegas",), ("Confinaça entre colegas",)),
    # The same on both sides, not linked
    Case("en", "not-yet-shared", ("Retention of talent",), ("Talent retention",)),
    Case("es", "not-yet-shared", ("Ahorro de tiempo y costos",), ("Ahorro de costos y de tiempo",)),
    Case("fr", "not-yet-shared", ("Gain de temps",), ("Un gain de temps",)),
    Case(
        "pt",
        "not-yet-shared",
        (Value("Retenção de talentos", shared="Gente"), "Calma no turno"),
        ("Retenção de talentos", Value("Equipe estável", shared="Gente")),
    ),
    # Addresses
    Case("en", "owner-address", (Value("Answers at night", owner="anna.berg@rivers.example"),)),
    Case("es", "owner-address", (Value("Una voz propia", owner="Rosa <rosa@agua.example.org>"),)),
    Case("fr", "owner-address", (Value("Des pairs à appeler", owner="j-dupont@eau.example"),)),
    Case("pt", "owner-address", (Value("Colegas a chamar", owner="ana+cop@agua.com.example"),)),
    # Themes one letter apart
    Case(
        "en",
        "themes-alike",
        (Value("Spare parts nearby", shared="Quicker repair"),),
        (Value("Less downtime", shared="Quicker repairs"),),
    ),
    Case(
        "en",
        "themes-alike",
        (Value("One form for all", shared="One way of wroking"),),
        (Value("Comparable data", shared="One way of working"),),
    ),
    Case(
        "es",
        "themes-alike",
        (Value("Normas que se entienden", shared="Reglas claras"),),
        (Value("Trámites sin dudas", shared="Reglas clras"),),
    ),
    Case(
        "fr",
        "themes-alike",
        (Value("Des normes lisibles", shared="Règle commune"),),
        (Value("Des dossiers comparables", shared="Règle comune"),),
    ),
    Case(
        "pt",
        "themes-alike",
        (Value("Normas que se entendem", shared="Regras comuns"),),
        (Value("Dados que se comparam", shared="Regras comunns"),),
    ),
    # Reviews that do not come, and next steps that are late
    Case("en", "cadence-missed", cadence="yearly", reviews=(OLD,)),
    Case("en", "cadence-without-review", cadence="every six months"),
    Case("en", "action-overdue", reviews=(step("Ask the bank", "Facilitator", GONE),)),
    Case("es", "cadence-missed", cadence="anual", reviews=(OLD, replace(OLD, date=None))),
    Case("es", "cadence-without-review", cadence="cada seis meses"),
    Case("es", "action-overdue", reviews=(step("Preguntar al banco", "", GONE),)),
    Case("fr", "cadence-missed", cadence="tous les ans", reviews=(OLD,)),
    Case("fr", "cadence-without-review", cadence="chaque trimestre"),
    Case("fr", "action-overdue", reviews=(step("Demander à la banque", "", GONE),)),
    Case(
        "pt",
        "cadence-missed",
        cadence="semestral",
        reviews=(replace(OLD, date=date(2026, 4, 1)), OLD),
    ),
    Case("pt", "cadence-without-review", cadence="todos os anos"),
    Case("pt", "action-overdue", reviews=(step("Falar com o banco", "Núcleo", GONE),)),
    # Activities and their times
    Case("en", "activity", ("Workshop on Fridays",)),
    Case("en", "activity", ("Expert call once a month",)),
    Case("es", "activity", ("Taller los viernes",)),
    Case("es", "activity", ("Reunión cada mes",)),
    Case("fr", "activity", ("Atelier du vendredi",)),
    Case("fr", "activity", ("Une formation deux fois par an",)),
    Case("pt", "activity", ("Oficina às sextas",)),
    Case("pt", "activity", ("Reunião todas as semanas",)),
    Case("pt", "activity", parked="Boletim mensal"),
    # Figures against what is said of them
    Case("en", "evidence-without-figure", (Value("Fewer tickets", evidence="indicator"),)),
    Case(
        "en",
        "target-reached",
        (Value("Less waiting", "agreed", owner="Core", indicator=replace(FALLING, now=26)),),
    ),
    Case(
        "en",
        "figure-old",
        cadence="yearly",
        reviews=(RECENT,),
        members=(Value("Less waiting", indicator=replace(FALLING, on=date(2025, 5, 1))),),
    ),
    Case(
        "es",
        "target-missed",
        (Value("Menos espera", "realized", owner="Comité", evidence="story", indicator=FALLING),),
    ),
    Case(
        "es",
        "evidence-without-figure",
        bank=(Value("Dudas resueltas", evidence="indicator", note="41 de 46 preguntas"),),
    ),
    Case(
        "fr",
        "figure-receding",
        (
            Value(
                "Moins d’attente",
                "on-track",
                owner="Noyau",
                evidence="story",
                indicator=replace(FALLING, now=36),
            ),
        ),
    ),
    Case("fr", "target-reached", (Value("Moins d’attente", indicator=replace(FALLING, now=12)),)),
    Case(
        "pt",
        "figure-old",
        cadence="a cada seis meses",
        reviews=(RECENT,),
        members=(Value("Menos espera", indicator=replace(FALLING, on=date(2026, 3, 1))),),
    ),
    Case(
        "pt",
        "target-missed",
        bank=(
            Value(
                "Mais apoio",
                "realized",
                owner="Núcleo",
                evidence="indicator",
                indicator=Indicator("apoios", None, 40, 30),
            ),
        ),
    ),
    # What was found before
    Case("en", "review-overdue", (Value("A voice in policy", review_by=GONE),)),
    Case(
        "en",
        "top-without-owner top-without-evidence",
        (Value("Trust in the data", "agreed", "high"),),
    ),
    Case("es", "realized-without-evidence", (Value("Más aliados", "realized", owner="Comité"),)),
    Case("es", "said-twice", ("Acceso a expertos", "Acceso a los expertos")),
    Case("fr", "agreed-without-owner", (Value("Une place reconnue", "agreed"),)),
    Case("fr", "parked-without-date", (Value("Le courage d’essayer", "parked"),)),
    Case(
        "pt",
        "risk-without-note risk-without-date",
        (Value("Voz nas decisões", "at-risk", owner="Núcleo"),),
    ),
    Case("pt", "parked-and-placed", ("Tempo para pensar",), parked="Tempo para pensar"),
)
TRAPS = (
    # Words that differ by a letter and are both right
    Case("en", members=("Cost savings",), bank=("Coat savings",)),
    Case("en", members=("Contacts in partner agencies",), bank=("Contracts in partner agencies",)),
    Case("en", members=("Learning for life", "Earning for life")),
    Case("en", members=("A name in the county", "A name in the country")),
    Case("en", members=("Feedback from members",), bank=("Feedback to members",)),
    Case("en", members=("Better plans", "Better plants")),
    Case("es", members=("Voz de experto", "Voz de experta")),
    Case("es", members=("Ahora con apoyo", "Ahorra con apoyo")),
    Case("es", members=("Ayuda de colegas", "Ayuda a colegas")),
    Case("fr", members=("Retour des membres", "Retour aux membres")),
    Case("fr", members=("Montrer notre travail", "Monter notre travail")),
    Case("fr", members=("Métier fiable et reconnu", "Métier faible et reconnu")),
    Case("pt", members=("Parceiro de confiança", "Parceira de confiança")),
    Case("pt", members=("Mentores para novatos", "Novatos para mentores")),
    Case("pt", members=("Um preço justo", "Um apreço justo")),
    # The same on both sides, linked or told apart
    Case(
        "en",
        members=(Value("Retention of talent", shared="People"),),
        bank=(Value("Retention of talent", shared="People"),),
    ),
    Case(
        "es",
        members=(Value("Ahorro de tiempo", shared="Tiempo"), Value("Más calma", shared="A")),
        bank=(Value("Ahorro de tiempo", shared="A"), Value("Menos costos", shared="Tiempo")),
    ),
    Case("fr", members=("Gain de temps",), bank=(Value("Gain de temps", "retired"),)),
    Case("pt", members=("Confiança nos dados",), bank=("Dados de confiança alheia",)),
    # Owners that are no addresses
    Case("en", members=(Value("Answers at night", owner="Facilitator @ Bank"),)),
    Case("es", members=(Value("Una voz propia", owner="Comité (turno A)"),)),
    Case("fr", members=(Value("Des pairs à appeler", owner="@noyau"),)),
    Case("pt", members=(Value("Colegas a chamar", owner="Núcleo, ver agua.example"),)),
    # Themes that are different
    Case(
        "en",
        members=(
            Value("Spare parts nearby", shared="Phase 1"),
            Value("Peers to call", shared="Phase 2"),
        ),
        bank=(Value("Less downtime", shared="Phase 1"), Value("More reach", shared="Phase 2")),
    ),
    Case(
        "es",
        members=(
            Value("Obra segura", shared="Meta 2026"),
            Value("Agua limpia", shared="Meta 2027"),
        ),
        bank=(Value("Menos fallas", shared="Meta 2027"), Value("Más usuarios", shared="Meta 2026")),
    ),
    Case(
        "fr",
        members=(Value("Un avis sûr", shared="Partage"), Value("Du recul", shared="Partir")),
        bank=(Value("Moins d’erreurs", shared="Partage"), Value("Relève prête", shared="Partir")),
    ),
    Case(
        "pt",
        members=(Value("Obra segura", shared="Água"), Value("Voz ouvida", shared="agua")),
        bank=(Value("Menos falhas", shared="ÁGUA"),),
    ),
    # Reviews in time, and cadences that say no time
    Case("en", cadence="yearly", reviews=(replace(OLD, date=date(2025, 11, 23)),)),
    Case("en", cadence="before the grant is renewed"),
    Case("es", cadence="cuando haga falta", reviews=(OLD,)),
    Case("es", cadence="cada dos años", reviews=(OLD,)),
    Case("fr", cadence="annuel", reviews=(OLD, RECENT)),
    Case("fr", cadence="au renouvellement"),
    Case("pt", cadence="anual", reviews=(Review(note="Sem data"),)),
    # Next steps that are not late
    Case("en", reviews=(step("Ask the bank", "Facilitator", GONE, TODAY),)),
    Case("es", reviews=(step("Preguntar al banco", "", TODAY),)),
    Case("fr", reviews=(step("Demander à la banque"),)),
    Case("pt", reviews=(step("Falar com o banco", "Núcleo", SOON),)),
    # Less of an activity, and activities that are only mentioned
    Case("en", members=("Fewer meetings on Mondays",)),
    Case("en", members=("Someone to call every day",)),
    Case("en", members=("Training in one day instead of a week",)),
    Case("en", members=("Hours saved in meetings every week",)),
    Case("es", members=("Reuniones más cortas cada semana",)),
    Case("es", members=("Sin talleres los lunes",)),
    Case("es", members=("Martes sin interrupciones",)),
    Case("fr", members=("Moins de réunions le lundi",)),
    Case("fr", members=("Chaque voix compte en réunion",)),
    Case("fr", members=("Se former en une journée",)),
    Case("pt", members=("Menos reuniões às segundas",)),
    Case("pt", members=("Segunda opinião de confiança",)),
    Case("pt", members=("Oficina equipada para todos",)),
    # Figures that agree with what is said of them
    Case("en", members=(Value("Less waiting", "agreed", owner="Core", indicator=FALLING),)),
    Case(
        "en",
        cadence="yearly",
        reviews=(RECENT,),
        members=(Value("Less waiting", indicator=replace(FALLING, on=date(2025, 11, 23))),),
    ),
    Case(
        "es",
        members=(
            Value(
                "Menos espera",
                "realized",
                owner="Comité",
                evidence="indicator",
                indicator=replace(FALLING, now=25),
            ),
        ),
    ),
    Case("es", members=(Value("Más alcance", evidence="story", note="41 de 46 preguntas"),)),
    Case(
        "fr",
        members=(
            Value(
                "Moins d’attente",
                "at-risk",
                owner="Noyau",
                note="Peu de monde",
                review_by=SOON,
                indicator=replace(FALLING, now=36),
            ),
        ),
    ),
    Case("fr", members=(Value("Moins d’attente", "retired", indicator=replace(FALLING, now=12)),)),
    Case("pt", members=(Value("Mais apoio", indicator=Indicator("apoios", None, None, 30)),)),
    Case("pt", members=(Value("Sem quedas", indicator=Indicator("quedas", 9, 0, 3)),)),
    Case("pt", members=(Value("Voz nas decisões", "retired", "high", review_by=GONE),)),
)
KNOWN_MISSES: tuple[str, ...] = ()
KNOWN_FALSE_ALARMS: tuple[str, ...] = ()


def test_sixty_faults_are_found_and_sixty_traps_are_not(capsys):
    assert (len(FAULTS), len(TRAPS)) == (60, 60)
    assert len({case.name for case in (*FAULTS, *TRAPS)}) == 120
    known = {kind.name for kind in KINDS}
    missed, alarms, right = [], [], 0
    for case in (*FAULTS, *TRAPS):
        expected = set(case.kinds.split())
        assert expected <= known, case.name
        found = {finding.kind for finding in findings(case.matrix, TODAY)}
        right += len(expected & found)
        missed += [f"{kind} in {case.name}" for kind in expected - found]
        alarms += [f"{kind} in {case.name}" for kind in found - expected]
    precision, recall = right / (right + len(alarms)), right / (right + len(missed))
    with capsys.disabled():
        print(f"\ncheck: precision {precision:.3f}, recall {recall:.3f}")
    assert (sorted(alarms), sorted(missed)) == (
        sorted(KNOWN_FALSE_ALARMS),
        sorted(KNOWN_MISSES),
    )
    assert (precision, recall) == (1.0, 1.0)


def test_the_matrices_they_are_added_to_are_sound():
    for language in BASES:
        assert findings(Case(language).matrix, TODAY) == ()
