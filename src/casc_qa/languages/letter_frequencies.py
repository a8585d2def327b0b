"""How frequent the letters of languages are.

As in the Universal Declaration of Human Rights, which all of these languages have. Letters that it
has hardly or not at all stand where other texts have them, or with the rarest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log
from types import MappingProxyType

_HALF = log(2)
# Each group is half as frequent as the one before it. Romanian and Persian are written as in code
# pages, with letters of Turkish and Arabic.
_GROUPS = MappingProxyType(
    {
        "ru": "о/еиантвср/лдпмк/яубыьгчжйз/хющц//ш/эфъё//",
        "uk": "оан/іивт/рседуплямкб/зюгьжх/чїцйє/ш/щ/ф//ґ",
        "be": "а/ныі/рвеосдялкпцумтб/зўгчьх/жюйэш//ё/ф//",
        "bg": "аои/енвтср/дклп/бзчямъу/гжщц/йх/шю//ф/ь",
        "sr": "аои/енврус/тдпкмлј/бзчњг/шцљж/хђћ////фџ",
        "mk": "аоие/нтврс/длпку/мјбзчг/цшњж/ќѓ//х/ф/ѕљџ",
        "ky": "а/нукртиелы/дмүгоб/сжөшэйз/чпя/ь/цю/ң//вфхъщё",
        "kk": "а/еынтрілқд/мсбк/уоғжәұпзң/йгишүө/я/цх///въьэюфчщёһ",
        "uz": "аи/лнр/одутмбгқкшсҳ/вўзэ/йечёжя/хъф/пғ/ц/ю/ь",
        "tg": "аио/дрн/мтуҳбск/қвлязше/ӣхҷфгъ/ёӯп/эчйғю//ж/ьц",
        "tt": "а/еәрлнкты/игумсшбд/ояүхзһ/ңчьпйө/җв/цэф/ъю/ж/щё",
        "mn": "а/элнхргйү/одиуөтсб/мзв/шжчы/цяьё/ею//ъ/кпф",
        "en": "et/noairshl/dcfu/mygpbv/w//kqj/x/z/",
        "fr": "et/insarolud/cépm//vgqfbà/hx/êy/jèç/ùîôû/âkwzæëïüœ",
        "de": "en/ritdahsu/lgc/fombkz/wvä/üpjö/ß///yxq",
        "es": "ea/oinsrdlct/up/mb/yhógvfí/qájéñ/z/úx//kwü",
        "pt": "eao/sidrtn/umclp/gv/çãfbq/híéº/àõázjêxó/ú/â/kwyô",
        "it": "ieao/ntrlds/ucp/mgzv/bhfà/q//è/éù/òjkwxyì",
        "nl": "en/iartdo/glhvs/kjmcbzpw/fu/////yëqxéï",
        "da": "er/ntlidasg/ofkhm/vub/æpåøy/j/c///qwxzé",
        "sv": "ate/rnlis/dgoäkmhvf/öucå/pb/yj////xqwzé",
        "fi": "aiten/sklou/ämj/vhyrp/d/ö///g/bcfqwxzå",
        "is": "a/rniesltgu/mðfk/vohþdjáí/éóöybæp/ú/ý/z//cqwx",
        "et": "aeis/tlu/nkdmorvg/õjh/pbäü/ö////fcqwxyzšž",
        "sq": "etë/irnash/jdmokupl/vgb/fq/zyc/ç//x/w",
        "tr": "eai/rlnk/mıtdshyu/vbşüo/zçgcğ/öfp////âjqwxîû",
        "pl": "ao/ienwzr/cysdpktu/jlmłbgż/hąóśę/ćń///ź/fqvx",
        "cs": "o/neavts/áidrlkmpíubz/hcjyéěýžč/řš/ůú///ťgň/fďqwxó",
        "sk": "o/aneivr/stkdálmpub/hzcjýyžéč/úťšíľ//ô/ň/gfď/qwxäóĺŕ",
        "hu": "ea/stnlk/ziémgoáryv/bdjh/őöcüó/fpíu//űú//qwx",
        "ro": "eia/rtnluoc/spăd/mţş/bvîfg/zâ/jx/h//kqwy",
        "hr": "aoi/nejvrus/tdlmkp/bzčg/šž/ćchđ////fqwxy",
        "lt": "ias/treon/kmuvlpg/jdybėų/ąžšįęū/c/č//zf/hqwx",
        "lv": "ia/steunr/īābvkpmold/zjcēš/g/ņū/ļģ/ķf/ž/hčqwxy",
        "ar": "ال/يموت/نةرعدقأحهف/بسكجإ/شخضصىذ/زطءغ/ئظث/آ/ؤ/",
        "fa": "ا/ديرموهنت/بكقسشل/حعزجخآ/فگص/ضطئچ/ذپظأ/ثغ/ژ/ءؤإ",
        "hy": "անո/րւի/եմկյվքտ/հթդսլպց/ծըգզղչբև/խշռէժջ/ձօճփ///",
        "ka": "აიე/სლრობ/დნმვუთ/გფშხყც/ქწკტ/ზპღძ/ჩჯ/ჭ//ჰჟ",
        "el": "α/ιετονκ/ρσηπςυίμδ/λθωέάήόγ/χώύξ/φβ/ζ/ψ//ϊΐϋ",
        "he": "וי/הלאתב/שרכדמעחםנ/זפסןקג/צטף/ך//ץ//",
    }
)
LETTERS = MappingProxyType({code: row.replace("/", "") for code, row in _GROUPS.items()})
"""The letters of each language (ISO 639-1) by falling frequency, without capitals."""


@cache
def letter_costs(language: str) -> Mapping[str, float]:
    """How unexpected each letter of the language is: the negative logarithm of its share.

    >>> costs = letter_costs("ru")
    >>> round(costs["о"], 1), round(costs["ъ"], 1)
    (2.1, 6.9)
    """
    groups = enumerate(_GROUPS[language].split("/"))
    depths = {letter: depth * _HALF for depth, group in groups for letter in group}
    total = sum(2 ** -(depth / _HALF) for depth in depths.values())
    return {letter: depth + log(total) for letter, depth in depths.items()}
