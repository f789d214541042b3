"""What the attributes that shops have alike are called in Chinese, by their English slug. Nothing is looked up here."""

from collections.abc import Mapping
from typing import Final

CHINESE: Final[Mapping[str, str]] = {
    "colour": "颜色",
    "material": "材质",
    "pattern": "图案",
    "size": "尺码",
    "weight": "重量",
    "height": "高度",
    "width": "宽度",
    "depth": "深度",
    "length": "长度",
    "diameter": "直径",
    "thickness": "厚度",
    "capacity": "容量",
    "volume": "体积",
    "power": "功率",
    "voltage": "电压",
    "battery-life": "续航",
    "battery-capacity": "电池容量",
    "screen-size": "屏幕尺寸",
    "brightness": "亮度",
    "maximum-load": "承重",
    "audience": "适用人群",
    "occasion": "场合",
    "season": "季节",
    "age-group": "年龄段",
    "condition": "成色",
    "shipping-weight": "运输重量",
    "contents": "净含量",
}
