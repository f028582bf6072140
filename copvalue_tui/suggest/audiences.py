"""The audience tags of a row, from its tags and the words of its name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.text.near_duplicates import stem
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.sentences import join
from copvalue_tui.matrix.values import Audience, Row

ANYBODY = "any"
"""The tag of suggestions that suit every row."""


class AudienceTag(NamedTuple):
    """An audience tag, its name in sentences, and the words that indicate it."""

    tag: str
    name: str
    """The name in a sentence: “for newcomers”."""
    words: str
    """The words in a row's name that indicate it, in English, Spanish, French and Portuguese,
    folded. A word also matches its plural; one that ends in `-` matches as a prefix; `_` joins the
    words of a phrase."""


MEMBERS = (
    AudienceTag(
        "newcomer",
        "newcomers",
        "new newcomer newly novice beginner junior trainee intern apprentice graduate starter"
        " recruit student young first_year first_time"
        " nuevo nueva principiant- novato novata aprendiz joven pasante becari- estudiante"
        " nouveau nouvelle nouvel debutant- stagiaire apprenti apprentie jeune arrivant- etudiant-"
        " novo nova iniciante estagiari- jovem calour- estudante recem-",
    ),
    AudienceTag(
        "practitioner",
        "practitioners",
        "practitioner engineer operator technician technical nurse doctor clinician teacher"
        " developer analyst specialist officer advisor worker frontline planner designer trainer"
        " professional user"
        " ingenier- operador- tecnic- enfermer- medic- maestr- docente especialista profesional-"
        " ingenieur- operateur operatrice technicien- infirmier- medecin enseignant- praticien-"
        " professionnel- engenheir- profissiona- professor- praticante agente",
    ),
    AudienceTag(
        "expert",
        "experts",
        "expert senior experienced veteran retired fellow professor master"
        " expert- experimentad- jubilad- chevronne- retraite-"
        " especialista experiente aposentad- veteran-",
    ),
    AudienceTag(
        "peripheral",
        "quiet readers",
        "peripheral reader lurker observer occasional passive follower subscriber quiet visitor"
        " lector- observador- ocasional- lecteur lectrice observateur observatrice occasionnel-"
        " leitor- periferic- silencios-",
    ),
    AudienceTag(
        "core",
        "the core group",
        "core volunteer champion steering_group moderator maintainer"
        " nucleo voluntari- noyau benevol- moderador- moderateur",
    ),
    AudienceTag(
        "facilitator",
        "facilitators",
        "facilitator convenor convener coordinator host organizer"
        " facilitador- coordinador- dinamizador- facilitateur facilitatrice animateur animatrice"
        " coordinateur coordinatrice coordenador- animador-",
    ),
    AudienceTag(
        "manager",
        "managers",
        "manager supervisor head_of director chief boss executive team_leader"
        " gerent- directiv- jefe jefa supervisor- cadre responsable directeur directrice chef"
        " gestor- diretor- chefe chefia gestion",
    ),
    AudienceTag(
        "field",
        "field staff",
        "field country regional local remote rural district branch site village outreach"
        " campo terreno pais local- regional- rural- oficina_de_pais territori- terrain pays"
        " locaux locale rura- bureau_de_pays escritorio_no_pais distrit-",
    ),
    AudienceTag(
        "government",
        "officials",
        "government governmental regulat- official ministry minister ministerial public_servant"
        " civil_servant municipal municipality mayor council inspector policymaker policy_maker"
        " authority agency_staff gobierno gubernament- regulador- funcionari- ministeri-"
        " municip- alcald- autoridad- servidor_publico gouvernement- regulateur regulatrice"
        " fonctionnaire ministere mairie elu agent_public inspecteur governo governament- servidor-"
        " prefeit- inspetor-",
    ),
    AudienceTag(
        "partner-staff",
        "partners' staff",
        "partner implementing consultant contractor ngo"
        " socio contraparte consultor- ong partenaire prestataire parceir- consultoria",
    ),
    AudienceTag(
        "public",
        "the people served",
        "general_public patient parent caregiver carer farmer fisher citizen family child youth"
        " resident neighbour neighbor villager householder household customer client consumer"
        " beneficiary survivor refugee migrant tenant passenger"
        " paciente padre madre cuidador- agricultor- campesin- pescador- ciudadan- familia vecin-"
        " habitante usuari- cliente consumidor- beneficiari- refugiad-"
        " patient- parent- aidant- agriculteur agricultrice paysan- pecheur citoyen- famille"
        " habitant- riverain- usager- client- consommat- beneficiaire refugie-"
        " pai mae agricultura_familiar cidada cidadao cidadaos morador- consumidor-",
    ),
    AudienceTag(
        "student",
        "students",
        "student pupil undergraduate postgraduate alumni alumnus alumna apprentice learner trainee"
        " estudiante alumn- aprendiz egresad- becari- etudiant- eleve ancien_eleve apprenti"
        " apprentie estudante aluno aluna ex_aluno egress- bolsista formand-",
    ),
    AudienceTag(
        "supplier",
        "suppliers",
        "supplier vendor manufacturer seller retailer subcontractor supplies"
        " proveedor- fabricante vendedor- fournisseur- fabricant- vendeur- sous_traitant"
        " fornecedor- vendedor-",
    ),
    AudienceTag(
        "research",
        "researchers",
        "research researcher scientist scholar postdoc postdoctoral phd doctoral academic"
        " principal_investigator early_career"
        " investigador- cientific- academic- doctorand- posdoctoral- chercheu- scientifique"
        " universitaire doctorant- postdoc- pesquisador- cientista academic- doutorand-",
    ),
)
ORGANIZATIONS = (
    AudienceTag(
        "leadership",
        "leadership",
        "leadership management board executive company corporation corporate headquarters group"
        " firm direccion directiv- empresa junta direction entreprise comite diretoria diretiva"
        " conselho",
    ),
    AudienceTag(
        "unit",
        "sponsoring units",
        "unit division department business team section branch sponsor sponsoring office"
        " unidad division departamento equipo area unite departement service equipe unidade divisao"
        " setor",
    ),
    AudienceTag(
        "operations",
        "operations",
        "operation operational plant production site maintenance logistics factory"
        " operacion- planta produccion fabrica mantenimiento usine"
        " exploitation operac- producao manutencao",
    ),
    AudienceTag(
        "hr",
        "people and learning",
        "hr human_resources people_and talent training learning academy"
        " rrhh recursos_humanos formacion capacitacion academia rh ressources_humaines formation"
        " formacao capacitacao",
    ),
    AudienceTag(
        "km-unit",
        "knowledge units",
        "km knowledge library documentation information_centre information_center"
        " conocimiento biblioteca documentacion connaissance bibliotheque savoir conhecimento"
        " documentacao",
    ),
    AudienceTag(
        "donor",
        "donors",
        "donor funder fund funding bank foundation philanthrop- investor cooperation aid"
        " donante financiador- fondo banco fundacion cooperacion bailleur donateur fonds banque"
        " fondation cooperation doador- fundo fundacao cooperacao",
    ),
    AudienceTag(
        "government",
        "government",
        "government ministry municipality municipal council regulator agency authority state"
        " secretariat public federal national gobierno ministeri- municip- alcald- agencia"
        " autoridad- secretaria publico publica gouvernement ministere mairie agence autorite"
        " prefeit- governo ministerio autarquia",
    ),
    AudienceTag(
        "partner-org",
        "partner organizations",
        "partner association network alliance federation university institute society union"
        " consortium asociacion red alianza federacion universidad instituto gremio association"
        " reseau universite institut federation associacao rede alianca federacao universidade",
    ),
    AudienceTag(
        "implementer",
        "implementers",
        "implementer implementing ngo contractor consultancy charity nonprofit"
        " ong ejecutor- contratista consultora prestataire maitre_d'oeuvre executor- contratada"
        " consultoria",
    ),
    AudienceTag(
        "host",
        "hosts",
        "host platform forum maintainer open_source publisher vendor"
        " anfitrion plataforma foro hote plateforme anfitriao",
    ),
)
KINDS: dict[Audience, tuple[AudienceTag, ...]] = {
    "members": MEMBERS,
    "organizations": ORGANIZATIONS,
}


class Audiences(NamedTuple):
    """The audience tags of a row."""

    tagged: frozenset[str] = frozenset()
    """From its tags."""
    named: frozenset[str] = frozenset()
    """From its name only."""


def audiences_of(row: Row, audience: Audience) -> Audiences:
    """The audience tags of a row; both sets are empty if nothing indicates any."""
    return _audiences(row.name, row.tags, audience)


@lru_cache(maxsize=1024)
def _audiences(name: str, tags: tuple[str, ...], audience: Audience) -> Audiences:
    tagged: frozenset[str] = frozenset()
    for tag in tags:
        plain = fold(tag).strip().replace(" ", "-").replace("_", "-")
        # An unknown tag is kept unchanged, because one of the person's own packs may use it.
        known = any(kind.tag == plain for kind in KINDS[audience])
        tagged |= (
            frozenset((plain,)) if known else _tags_in_name(tag, audience) or frozenset((plain,))
        )
    return Audiences(tagged - {ANYBODY, ""}, _tags_in_name(name, audience) - tagged)


def _tags_in_name(name: str, audience: Audience) -> frozenset[str]:
    """The tags that the words of a name indicate."""
    words = "".join(x if x.isalnum() or x == "'" else " " for x in fold(name)).split()
    stems = " ".join(["", *map(stem, words), ""])
    return frozenset(
        kind.tag
        for kind, exact, prefixes in _table(audience)
        if any(wanted in stems for wanted in exact)
        or any(word.startswith(prefixes) for word in words)
    )


@lru_cache(maxsize=2)
def _table(audience: Audience) -> tuple[tuple[AudienceTag, tuple[str, ...], tuple[str, ...]], ...]:
    """Each tag with its words, as stems between blanks, and its prefixes."""
    rows = []
    for kind in KINDS[audience]:
        words = kind.words.split()
        exact = tuple(
            f" {' '.join(map(stem, word.split('_')))} " for word in words if word[-1] != "-"
        )
        rows.append((kind, exact, tuple(word[:-1] for word in words if word[-1] == "-")))
    return tuple(rows)


def audience_names(tags: Sequence[str], audience: Audience) -> str:
    """The names of the tags for a sentence: “newcomers and practitioners”."""
    names = {kind.tag: kind.name for kind in KINDS[audience]}
    words = [names.get(tag, tag) for tag in tags]
    return join(words)
