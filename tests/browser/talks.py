"""A few talks as shoppers have them, held with the running shop in English and in Chinese."""

from talking import Shopper

TALKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cart": ("en", ("show me red lamps", "add the first to the cart", "what is in my cart?")),
    "boots": ("en", ("hiking boots under 150", "anything cheaper?", "thanks, bye")),
    "weather": ("en", ("what's the weather like tomorrow?", "do you deliver on Saturdays")),
    "wallet": ("en", ("I am looking for a lamp", "anything kinder to my wallet")),
    "wallet_zh": ("zh", ("想买一盏台灯", "有没有亲民一点的")),
    "tents_zh": (
        "zh",
        ("有没有防水的帐篷", "两百以内的", "便宜点的", "为什么推荐第一个", "把第一个加入购物车"),
    ),
    "washing_zh": ("zh", ("羽绒服怎么洗", "可以退货吗")),
    "tent": (
        "en",
        (
            "I need a tent for two people",
            "waterproof ones under 200",
            "how heavy is the second one?",
            "why the first?",
        ),
    ),
}


def hold_talks(url: str) -> dict[str, int]:
    """Have each of them; gives their conversations' numbers."""
    numbers: dict[str, int] = {}
    for name, (language, sentences) in TALKS.items():
        with Shopper(url, language) as shopper:
            for sentence in sentences:
                numbers[name] = shopper.say(sentence).conversation
    return numbers
