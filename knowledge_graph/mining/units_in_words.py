"""How people write units, and the words by which an amount says what it measures. Data only."""

import re
from collections.abc import Mapping
from typing import Final

_SPELLINGS: Final[Mapping[str, str]] = {
    "MGM": "mg|milligram|milligrams|毫克",
    "GRM": "g|gr|gram|grams|gramme|grammes|克",
    "KGM": "kg|kgs|kilo|kilos|kilogram|kilograms|公斤|千克",
    "LBR": "lb|lbs|pound|pounds|磅",
    "ONZ": "oz|ounce|ounces|盎司",
    "OZA": "fl oz|fl. oz|fl.oz|fluid ounce|fluid ounces|液盎司|液量盎司",
    "MMT": "mm|millimetre|millimetres|millimeter|millimeters|毫米",
    "CMT": "cm|centimetre|centimetres|centimeter|centimeters|厘米|公分",
    "MTR": "m|metre|metres|meter|meters|米|公尺",
    "INH": 'in|inch|inches|"|″|英寸|寸',
    "FOT": "ft|foot|feet|英尺",
    "MLT": "ml|millilitre|millilitres|milliliter|milliliters|毫升",
    "CLT": "cl|centilitre|centilitres|centiliter|centiliters|厘升",
    "LTR": "l|litre|litres|liter|liters|升|公升",
    "GLL": "gallon|gallons|gal|加仑",
    "SEC": "second|seconds|秒",
    "MIN": "min|mins|minute|minutes|分钟",
    "HUR": "h|hr|hrs|hour|hours|小时",
    "WTT": "w|watt|watts|瓦|瓦特",
    "KWT": "kw|kilowatt|kilowatts|千瓦",
    "WHR": "wh|watt hour|watt hours|watt-hour|瓦时",
    "VLT": "v|volt|volts|伏|伏特",
    "E09": "mah|毫安|毫安时",
    "LUM": "lm|lumen|lumens|流明",
}
UNITS: Final[Mapping[str, str]] = {
    spelling: code for code, spellings in _SPELLINGS.items() for spelling in spellings.split("|")
}
# Units that measure one thing whatever the words say. Lengths, times and litres are not among them.
UNIT_ATTRIBUTES: Final[Mapping[str, str]] = {
    "GRM": "weight",
    "KGM": "weight",
    "LBR": "weight",
    "ONZ": "weight",
    "WTT": "power",
    "KWT": "power",
    "VLT": "voltage",
    "E09": "battery capacity",
    "WHR": "battery capacity",
    "LUM": "brightness",
}
_LENGTH: Final = frozenset({"MMT", "CMT", "MTR", "INH", "FOT"})
_MASS: Final = frozenset({"MGM", "GRM", "KGM", "LBR", "ONZ"})
_VOLUME: Final = frozenset({"MLT", "CLT", "LTR", "OZA", "GLL"})
_TIME: Final = frozenset({"MIN", "HUR"})


def _named(english: str, chinese: str) -> re.Pattern[str]:
    """The words at the start of what follows, or near the end of what stands before."""
    return re.compile(rf"\W*(?:in |of )?\b(?:{english})\b|(?:{chinese})")


# (words, attribute, units that go with it), in the order in which they are tried.
ATTRIBUTE_WORDS: Final = (
    (_named("diameter|across", "直径"), "diameter", _LENGTH),
    (_named("screen|display|diagonal", "屏幕|显示屏|屏"), "screen size", frozenset({"INH", "CMT"})),
    (_named("wide|width", "宽"), "width", _LENGTH),
    (_named("tall|high|height", "高"), "height", _LENGTH),
    (_named("deep|depth", "深"), "depth", _LENGTH),
    (_named("long|length", "长"), "length", _LENGTH),
    (_named("thick|thickness", "厚"), "thickness", _LENGTH),
    (_named("load", "承重|载重"), "maximum load", _MASS),
    (_named("weighs|weighing|weight|weigh|light", "重"), "weight", _MASS),
    (
        _named("capacity|holds|holding|volume|volumes", "容量|容积|可装"),
        "capacity",
        _VOLUME,
    ),
    (
        _named("battery|playtime|play time|runtime|run time|playback|charge", "续航|电池|播放"),
        "battery life",
        _TIME,
    ),
)
PART_WORDS: Final = frozenset(
    """strap straps handle handles lid leg legs heel heels sole soles cable cord pocket pockets base shelf shelves
    drawer drawers chain laptop laptops tablet tablets phone phones person people rider riders backing
    肩带 背带 手柄 桌腿 鞋跟 电源线 口袋 底座 笔记本 电脑 手机""".split()  # noqa: SIM905 - a list of words is read most easily as words
)
VESSELS: Final = frozenset(
    """bottle mug cup tumbler glass thermos flask jug pitcher kettle teapot carafe jar bucket bowl pot backpack
    bag tank cooler canteen vase blender cooker oven refrigerator
    保温杯 水杯 杯子 杯 水壶 壶 背包 双肩包 瓶 瓶子 碗 锅 桶 电饭煲 冰箱""".split()  # noqa: SIM905
)
SCREENS: Final = frozenset({"tv", "television", "monitor", "laptop", "tablet", "display", "screen", "phone"})
LONG_THINGS: Final = frozenset(
    {"cable", "rope", "hose", "cord", "tape", "necklace", "chain", "belt", "ladder"}
)
