"""The words that the scope rules go by, folded where that is said. Data only: no rule lives here."""

from collections.abc import Mapping
from typing import Final


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What follows is another phrase: the noun that a value describes stands before it.
BREAKS: Final = _of(
    """. ; : ! ? ( ) [ ] " “ ” – — with for in on of by from to at against into onto over under through without
    near behind beside between within inside across around during among above below along upon per
    than as like that which who whose where when while whether if but so because although is are was were be
    been has have had do does can will would may a an the this these those its their his her our your my it
    they you we he she features feature featuring offers offer boasts exudes adds add combines combine
    blends brings comes come provides provide makes make promises ensures creates showcases showcase gives
    lends includes include complements evokes ensure allows keeps stands sits holds elevates perfect ideal
    great suitable ensuring making creating offering adding providing giving bringing exuding blending
    combining showcasing boasting including reminiscent paired adorned accented complemented"""
)
# Left of a value in its sentence, these tell of something beside the product.
ASIDE: Final = _of(
    """paired pair pairs pairing complement complements complementing complemented match matches matching
    against backdrop background atop beside alongside adorned accented decorated topped filled brimming
    accompanied surrounded nestled reminiscent resemble resembles resembling mimic mimics mimicking evoke
    evokes evoking imagine pop touch hint splash dash like unlike displayed holding served serving remove
    removes removing clean cleans cleaning protect protects protecting polish polishes compatible goes looks
    instead image photo pictured shown"""
)
PRAISE: Final = _of(
    """perfect ideal great suitable suited essential must choice companion designed made addition excellent
    best wonderful fantastic ready made-to fit good right use wear built meant gift gifts accessory piece
    attire option staple"""
)
NEGATIONS: Final = _of(
    "no not without never non nor neither isn't aren't zero minus rather instead lacks lacking free"
)
# Folded. A value before one of these is the part's, not the product's.
PARTS: Final = _of(
    """strap lining handle sole button trim base lid leg frame zipper zip accent detail detailing stitching
    stitch buckle clasp chain cord cap cover collar cuff pocket sleeve heel toe tongue lace laces insole
    midsole outsole drawer knob top tabletop seat seating back backrest armrest arm cushion pad padding
    hardware piping edge edging rim border tassel fringe pom charm pendant bead band bezel dial face hand
    screen display pole peg stake blade tip bristle grip spout neck foot wheel caster interior inside
    compartment panel lens temple bridge hinge insert logo lettering text motif embroidery applique print
    emblem patch ribbon bow flower blossom petal leaf leaves berry ornament light glow flame bulb shade wire
    cable plug key string bow tail bottom side corner shelf door hook loop drawstring closure fastener
    fastening snap stud rivet eyelet crown stem setting stone gem gemstone crystal background backdrop case
    pouch bag box packaging sheath holster holder stand mount bracket screw core filling fill liner hood visor
    brim peak spine page backing underside shoelace waistband belt harness"""
)
# Where a thing lies or stands: on a wooden surface, against a white wall.
PLACES: Final = _of(
    "on against atop upon over under beneath behind beside near around onto into inside within"
)
# Before a value these tell of another thing that comes along.
ALONG: Final = _of("included accompanying matching coordinating contrasting complementary inner removable")
# Two words that are one thing.
COMPOUNDS: Final = frozenset(
    {
        ("blush", "brush"),
        ("blush", "palette"),
        ("bronze", "age"),
        ("silver", "ware"),
        ("paper", "weight"),
        ("blush", "balm"),
    }
)
# Folded. How the product as a whole looks or is made.
LOOKS: Final = _of(
    """design finish hue color colour tone exterior construction upholstery fabric scheme palette body
    silhouette pattern build material weave knit outer shell surface colorway colourway textile
    coloring colouring gradient"""
)
# Folded. What a shop may call any of its products.
ANYTHING: Final = _of(
    """accessory piece item product garment set pair ensemble number essential beauty staple creation
    collection duo trio footwear model version edition"""
)
# A value before one of these is no property: rose petals, mint flavour, a wood saw, a gold standard.
MISLEADING: Final = _of(
    """scented flavored flavoured infused scent fragrance flavor flavour oil extract petal juice tomato sauce
    cone pinecone needle bough branch sprig standard screen hour age rule ratio medal anniversary retriever
    noise wine tea coffee sugar rice light carpet
    friday tie box ceiling spring cleaner polish conditioner glue stain detector burning fired effect
    look style free alternative substitute imitation inspired trimmed lined accented strapped handled
    wonderland sunset sunrise sky ocean sea garden forest moon star rose berry tree bush flower leaf water
    thumb energy hair eye skin lining guitar drum wool-free lover grain wash washed"""
)
# Folded. Parts that a thing can also be made up of: a ribbon bracelet is of ribbon, whatever its colour.
MAKINGS: Final = _of(
    "ribbon bead cord stone crystal chain shell panel flower leaf stud glass wire light lens bag"
)
# Folded. The look of a material and not its stuff: a copper finish, a leather tone.
TINTS: Final = _of("finish hue tone color colour shade tint palette scheme coloring colouring gradient")
FAKES: Final = _of("faux fake imitation artificial mock vegan synthetic pleather simulated pu")
# After a hyphen these leave a value what it is; any other word makes it something else ("leather-free").
SAME_AFTER_HYPHEN: Final = _of(
    "toned tone colored coloured color colour hued plated finished and to tinted shaded clad"
)
SAME_BEFORE_HYPHEN: Final = _of(
    "all jet matte dark light deep bright pure and to pale rich sky multi full solid soft warm vegetable tan"
)
SHADES: Final = _of(
    """dark light deep bright pure pale rich soft warm bold vivid vibrant classic crisp matte glossy sleek
    elegant muted dusty stunning beautiful timeless lush cool brilliant sunny both either a smooth shiny
    polished brushed genuine real premium full grain fine natural solid sturdy durable clear
    luxurious supple lovely gorgeous lustrous gleaming striking refreshing subtle neutral retro vintage"""
)
MADE: Final = _of(
    """made crafted constructed woven built fashioned handcrafted fabricated forged carved cast formed molded
    moulded knit knitted sewn blown handwoven hewn upholstered tailored handmade cut manufactured produced"""
)
MADE_OF: Final = _of("from of in with out using entirely by")
FOOD: Final = _of(
    """grocery food seafood bakery snack beverage fruit vegetable meat dairy drink pantry produce deli
    食品 饮料 零食 生鲜 水果 蔬菜 海鲜 烘焙 bread cake cookie juice tomato salad soup pie tea coffee wine
    chocolate candy cooky treat truffle macaron donut cupcake pastry potato strawberry breakfast dessert cocktail
    cheese sauce spread jam marmalade honey spice herb salt pepper pasta rice"""
)
# In a name these are what is served, whatever holds it: a chicken curry bowl, filed under cookbooks.
DISHES: Final = _of(
    """candy candies donut donuts cupcake cupcakes truffles chocolate macarons cookies curry soup noodle noodles
    ramen stew chicken beef pork salmon shrimp sushi
    dumpling dumplings pizza nachos falafel smoothie lemonade cheesecake brownies pancakes
    waffles tacos chocolates potatoes marmalade"""
)
# Several things under one name, or a place with all that stands in it.
SETS: Final = _of(
    """set sets collection bundle kit toolkit duo trio assortment ensemble combo combination pack suite quartet
    quintet pair pairs series array selection sampler setup workspace workstation room retreat experience scene
    corner station"""
)
# Woods that stand in names for the tree or its green, or for a colour.
TREES: Final = _of("pine cedar birch maple beech walnut oak mahogany teak")
PLANTS: Final = _of("floral flower plant bouquet arrangement wreath 鲜花 花卉 绿植 植物 花束")
WORKERS: Final = _of(
    "saw chisel drill cleaner polish conditioner glue stain detector plane file sander router plier screwdriver "
    "bit cutter shears scissors axe burner"
)
# Folded kind -> parts whose look is the product's look.
OWN_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "glass": _of("frame"),
    "sunglass": _of("frame"),
    "shoe": _of("upper"),
    "sneaker": _of("upper"),
    "boot": _of("upper"),
    "mirror": _of("frame"),
    "earring": _of("stud hoop"),
    "necklace": _of("pendant"),
    "wreath": _of("base"),
    "bracelet": _of("band"),
    "ring": _of("band"),
    "belt": _of("band"),
}
EVENTS: Final = _of(
    """outfit wear attire outing occasion setting event look ensemble affair gathering dress trip adventure
    day night evening getaway party celebration stroll excursion use season weekend journey
    vacation weather holiday walk hike brunch environment"""
)
# Between "perfect for" and an occasion these lead elsewhere: it adds a touch of luxury to an everyday look.
LEADING_AWAY: Final = BREAKS - _of("a an the your our their my of in on to") | _of(
    "elevating lending infusing complementing"
)
CLAUSES: Final = _of("this these it they that which who while")
# Written with a capital inside a sentence, and no piece of a name for that.
FESTIVALS: Final = _of("christmas easter halloween thanksgiving valentine")
# Words of what a thing is for wherever they stand in its name, and of what food may be for.
FEASTS: Final = FESTIVALS | _of("wedding weddings bridal birthday graduation anniversary")
# What shoes and clothes are set with, and jewellery and glassware are made of.
JEWELS: Final = _of("crystal diamond diamonds pearl pearls rhinestone rhinestones")
JEWELLED: Final = _of(
    "necklace earring bracelet ring pendant band brooch charm bangle choker tiara stud cuff glass goblet vase tumbler "
    "stemware decanter chandelier paperweight bowl jewelry"
)
# Colours that in a name are as often a gem or a feeling.
GEMS: Final = _of("blush ruby emerald sapphire amber coral")
# In a name they praise as often as they tell: "Seaside Serenade Boots".
SHORES: Final = _of("beach seaside tropical")
# Folded. Whose festival something is for: "your Halloween decor".
FESTIVE: Final = _of("decor decoration tree display celebration festivity table feast treat party day")
# Folded heads. What is seen in a picture is no occasion for it.
PICTURES: Final = _of("poster print painting photograph postcard map")
SEASONED: Final = _of(
    """wardrobe outfit ensemble day night evening adventure season weather style event wear collection month
    party getaway vacation comfort look attire morning outing fashion dress use vibe escapade warmth walk
    accessory gathering afternoon stroll staple essential"""
)
PEOPLE: Final = _of(
    """babies infants toddlers teens teenagers dogs cats men women kids children boys girls man woman gentleman
    gentlemen lady ladies unisex"""
)
# Spellings that say a value to a shopper's ear and something else, or nothing, in a description.
UNTOLD: Final = frozenset(
    {
        "gold plated", "woven", "gift", "present", "training", "walking", "trip", "vacation", "check", "him", "her",
        "printed", "graphic", "outdoor", "outdoors", "business", "school", "everyone",
        "anyone", "skin tone", "holiday trip", "festival", "foam", "ball", "festive", "stars", "hearts", "aqua",
        "ebony", "metallic", "creamy",
    }
)  # fmt: skip
# Patterns that mean nothing else in a name; "Tropical Breeze" and "Nautical Dreams" praise.
PLAIN_PATTERNS: Final = _of(
    "plaid striped checked checkered gingham houndstooth paisley argyle pinstripe tartan"
)
CONTAINERS: Final = _of("jar box bag case pot tin packaging bottle tray tube wrapper sleeve")
PERSONS: Final = _of(
    """enthusiast lover professional beginner explorer camper hiker angler fan aficionado player artist
    seeker adventurer owner parent goer guest"""
)
POETIC: Final = _of(
    "crystal velvet silk glass paper stone canvas concrete steel down oak metal metallic wood cotton floral "
    "walnut copper brass marble iron plain solid lace lacy diamond pearl pearls pine cedar birch maple beech "
    "mahogany teak"
)
CHINESE_PARTS: Final = _of(
    """背带 肩带 带子 内衬 里衬 衬里 手柄 把手 提手 鞋底 大底 中底 鞋跟 纽扣 扣子 搭扣 拉链 边 包边 滚边 底座 盖子 盖
    桌腿 椅腿 腿 支架 框架 边框 表带 镜片 镜框 链条 链子 吊坠 口袋 袖口 领口 领子 五金 配件 刀柄 刀片 旋钮 抽屉
    内胆 内里 鞋带 装饰 点缀 图标 标志 刺绣 花边 流苏 灯罩
    底部 顶部 侧面 轮子 按键 屏幕 包装 礼盒 把柄 壶盖 壶嘴 杯盖 坐垫 靠背"""
)
CHINESE_LOOKS: Final = _of(
    "外观 设计 款 款式 色 颜色 配色 色调 面料 材质 质地 机身 外壳 表面 主体 鞋面 图案 花纹 风格 制 制成"
)
CHINESE_ASIDE: Final = _of("搭配 配 衬托 像 如 好像 如同 宛如 仿佛 背景 清洁 保护 替代")
CHINESE_NEGATIONS: Final = _of("不 无 没有 没 非 不含 不是 免 仿 人造 假 合成 零")
