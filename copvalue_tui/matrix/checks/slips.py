"""Texts that differ by one letter, probably by a slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copvalue_tui.matrix.text.normalize import fold

_SHORTEST, _SHORTEST_OF_A_NAME = 5, 4
"""The least letters of a word that may be mistyped; shorter ones are too often other words."""
_LONG = 7
"""The least letters of a word that lacks one: shorter ones are too often right as they are."""
_WORD = re.compile(r"[^\W_]+")
_PAIRS = """
    action/auction addiction/addition beast/beat boast/boat bonded/bounded boost/boot
    bother/brother bought/brought breadth/breath caring/carving casual/causal cause/clause
    choose/chose cleaning/cleansing coast/coat combing/coming compete/complete competed/completed
    competing/completing contact/contract contacted/contracted contacting/contracting
    continent/contingent convert/covert coping/copying country/county countie/countrie dairy/diary
    daring/darling deceased/decreased decent/descent deprived/derived desert/dessert diner/dinner
    diving/driving ensuing/ensuring eternal/external except/excerpt exist/exit faction/fraction
    faculty/faulty failing/filing farming/framing farther/father father/feather fiction/friction
    field/filed filed/filled filing/filling filing/filming fiance/finance finish/finnish form/from
    founded/funded founding/funding garage/garbage handed/handled handing/handling health/heath
    heater/heather hating/heating hoping/hopping indicated/indicted insect/inspect later/latter
    leaning/learning lighting/lightning liking/linking lining/linking loose/lose making/marking
    marital/martial mediation/medication mediation/meditation moral/mortal morality/mortality
    morning/mourning needle/needless neural/neutral nobel/noble nothing/noting paritie/partie
    patent/patient paying/playing paying/praying peasant/pleasant plan/plant planed/planned
    planet/plant planing/planning police/policie prince/princess quiet/quite raging/ranging
    raising/rising relied/replied relying/replying remainder/reminder rising/risking runaway/runway
    sacred/scared salvage/savage saving/shaving saying/staying seeing/seeking selling/spelling
    sending/spending serving/severing setting/settling silver/sliver simulation/stimulation
    sorting/sporting stained/strained staring/starring staring/starting started/stated
    starting/stating statue/stature statue/statute storing/string super/supper taking/talking
    taping/tapping tapped/trapped thorough/through though/through through/trough trail/trial
    transit/transmit threat/treat tuning/turning united/untied waking/walking waving/weaving
    weighed/weighted
    adiccion/adicion adicion/audicion ahora/ahorra aliento/alimento asalto/asfalto bandera/banera
    calidad/cualidad caliente/cliente cansado/casado caridad/claridad caro/carro cartel/cuartel
    comenta/cometa compara/compra comparado/comprado comparando/comprando comparar/comprar
    comprension/compresion conejo/consejo consulado/consultado contar/contra coral/corral
    cuarto/cuatro delegado/delgado desierto/despierto enterado/enterrado enterar/enterrar
    eterna/externa eterno/externo factura/fractura foro/forro impulso/impuso indicio/inicio
    interino/interno jugado/juzgado legado/llegado marcar/marchar mediacion/medicacion
    mediacion/medicion mediacion/meditacion moralidad/mortalidad paisaje/pasaje pensado/pesado
    perjuicio/prejuicio planeado/planteado planear/plantear planeta/planta precio/preciso
    precioso/preciso radial/radical reaccion/redaccion reactor/rector respecto/respeto
    resuelto/resulto sanidad/santidad tendencia/tenencia tradicion/traicion
    atteindre/attendre atteinte/attente casser/classer chanter/chantier chasser/classer
    competent/comptent compter/conter concert/concret constante/constate content/contient
    courant/couvrant cousin/coussin cuisiner/cuisinier domaine/domine elever/enlever
    entendre/etendre eteindre/etendre ethique/ethnique exigeant/exigent explose/expose
    exploser/exposer facture/fracture faible/fiable faille/famille fermer/fermier
    financer/financier fonder/fondre generaliste/generalite habiter/habituer humaniste/humanite
    interet/internet manager/manger mention/menton ministere/ministre mobilier/mobiliser
    montant/montrant monter/montrer moralite/mortalite partie/patrie passion/pension poison/poisson
    portable/potable pourvoir/pouvoir proprete/propriete reacteur/redacteur reaction/redaction
    realiste/realite redire/reduire relier/relire reponse/repose salaire/scolaire scolaire/solaire
    signer/soigner souvent/souvient specialiste/specialite
    adicao/audicao altitude/atitude aparecia/aparencia cadeira/caldeira ciente/cliente
    concerto/concreto confiar/confira contato/contrato continente/contingente decida/descida
    descanso/descaso direita/direta direito/direto docente/doente experiente/experimente
    falando/faltando focado/forcado impunidade/imunidade integracao/interacao liberacao/libertacao
    liberar/libertar mediacao/medicacao mediacao/medicao mediacao/meditacao moralidade/mortalidade
    parceira/parceria passar/passear perfeito/prefeito proposito/proposto quarto/quatro
    reacao/redacao reacao/relacao receio/recreio recuar/recusar recurso/recuso seguindo/segundo
    tarde/trade tocando/trocando tradicao/traicao voltado/votado
"""
"""Words that differ by one letter and are both right, in the singular and without accents: those of
professional life among the 15,000 most frequent of English, Spanish, French and Portuguese."""
_REAL = frozenset(tuple(pair.split("/")) for pair in _PAIRS.split())


def near_twins(texts: Iterable[str], *, names: bool = False) -> Iterator[tuple[str, str]]:
    """Pairs of texts that are the same but for one letter of one word, in their order.

    The letter is doubled, missing or swapped with its neighbour. Letters that make other words or
    other forms of a word are no slips: the first one (earning, learning), those near the end
    (nuevo, nuevos) and one more in a short word. With `names`, of which there are few, a plural and
    a letter missing anywhere are slips too.
    """
    least = _SHORTEST_OF_A_NAME if names else _SHORTEST
    groups: dict[tuple[tuple[str, ...], str, tuple[str, ...]], dict[str, str]] = {}
    for text in texts:
        words = _words(text)
        for at, word in enumerate(words):
            if len(word) >= least and word.isalpha():
                rest = (words[:at], word[0], words[at + 1 :])
                groups.setdefault(rest, {}).setdefault(word, text)
    for group in groups.values():
        if len(group) > 1:
            yield from _slips(group, names)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def _slips(group: dict[str, str], names: bool) -> Iterator[tuple[str, str]]:
    """The pairs among words with the same first letter in the same place of the same text."""
    by_form: dict[str, list[str]] = {}
    for word, text in group.items():
        forms = {word[:at] + word[at + 1 :] for at in range(1, len(word))} | {word}
        near = dict.fromkeys(other for form in forms for other in by_form.get(form, ()))
        for other in near:
            if _is_slip(other, word, names):
                yield group[other], text
        for form in forms:
            by_form.setdefault(form, []).append(word)


def _is_slip(one: str, other: str, names: bool) -> bool:
    """True if one letter is swapped, missing or doubled, and the words are not both right."""
    if tuple(sorted((_singular(one), _singular(other)))) in _REAL:
        return False
    if _singular(one) != one and _singular(other) != other:
        one, other = _singular(one), _singular(other)
    short, long = sorted((one, other), key=len)
    if names and f"{short}s" == long:
        return True
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        swapped = short[:at] + short[at + 1 : at + 2] + short[at] + short[at + 2 :]
        return swapped == long
    if short != long[:at] + long[at + 1 :]:
        return False
    doubled = long[at] in long[at - 1 : at + 2 : 2]
    if names or doubled:
        return at < len(short) or (doubled and long[-1] not in "aeiou")
    # A letter more near the end of a word makes another form of it, in every language.
    inflected = at > len(long) - 3 or long[at : at + 2] == "nd"
    return len(long) >= _LONG and not inflected


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
