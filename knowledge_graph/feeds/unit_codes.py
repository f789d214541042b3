"""UN/CEFACT codes of the units that feeds write as words: "kg", "inch", "毫升". It converts nothing.

Codes: UN/CEFACT Recommendation 20.
"""

import re
from decimal import Decimal
from typing import Final

_SPELLINGS: Final = {
    "MGM": "mg milligram milligrams 毫克",
    "GRM": "g gr gram grams gramme grammes 克",
    "KGM": "kg kgs kilo kilos kilogram kilograms 千克 公斤",
    "LBR": "lb lbs pound pounds 磅",
    "ONZ": "oz ounce ounces 盎司",
    "MMT": "mm millimetre millimetres millimeter millimeters 毫米",
    "CMT": "cm centimetre centimetres centimeter centimeters 厘米 公分",
    "DMT": "dm decimetre decimetres decimeter decimeters 分米",
    "MTR": "m metre metres meter meters 米",
    "INH": 'in inch inches " ” ″ 英寸 寸',
    "FOT": "ft foot feet ' ’ ′ 英尺",
    "MLT": "ml millilitre millilitres milliliter milliliters 毫升",
    "CLT": "cl centilitre centilitres centiliter centiliters 厘升",
    "DLT": "dl decilitre decilitres deciliter deciliters 分升",
    "LTR": "l litre litres liter liters 升",
    "SEC": "s sec secs second seconds 秒",
    "MIN": "min mins minute minutes 分钟",
    "HUR": "h hr hrs hour hours 小时",
    "DAY": "d day days 天",
    "ANN": "yr yrs year years 年",
    "WTT": "w watt watts 瓦",
    "KWT": "kw kilowatt kilowatts 千瓦",
    "WHR": "wh 瓦时",
    "KWH": "kwh 千瓦时",
    "VLT": "v volt volts 伏",
    "AMP": "a amp amps ampere amperes 安",
    "AMH": "ah 安时",
    "E09": "mah 毫安时 毫安",
    "HTZ": "hz hertz 赫兹",
    "LUM": "lm lumen lumens 流明",
    "KEL": "k kelvin 开尔文",
    "CEL": "°c ℃ celsius 摄氏度",
    "MTK": "m2 m² sqm 平方米",
    "C62": "ct count pc pcs piece pieces 个 件 只 支 片",
}
_CODES: Final = {word: code for code, words in _SPELLINGS.items() for word in words.split()}
_AMOUNT: Final = re.compile(r"^\s*([+-]?\d+(?:\.\d+)?)\s*([^\d\s].{0,20}?)?\s*$")


def unit_code(text: str) -> str | None:
    """The code of a unit as people write it, or of a code itself; None where it is neither."""
    spelt = text.strip()
    if spelt in _SPELLINGS:
        return spelt
    return _CODES.get(spelt.lower().rstrip("."))


def amount_of(text: str) -> tuple[Decimal, str | None] | None:
    """The number and the unit code of "2.5 kg" or "12"; None for any other text."""
    found = _AMOUNT.match(text)
    if found is None or not found[1].isascii():
        return None
    if found[2] is None:
        return Decimal(found[1]), None
    code = unit_code(found[2])
    return None if code is None else (Decimal(found[1]), code)
