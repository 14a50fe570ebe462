"""What a text asks of its reader, in Chinese and English: clause by clause, with denials and warnings told apart.

A clause asks for a secret when it names one and a way to hand it over, and neither denies that nor says it of somebody
else. "We never ask for your phrase", "whoever asks for it is a thief" and "enter it in the app, nowhere else" pass;
"send us the twelve words" does not, nor does "it is in the settings. Paste it here".
"""

import re
from collections.abc import Iterator, Sequence

from dengta.safety.detect.fold import fold
from dengta.safety.outgoing import vocabulary as said
from dengta.safety.outgoing.model import Fault, Objection
from dengta.safety.outgoing.vocabulary import DENIAL, SOMEBODY, any_of

CLAUSE = re.compile(r"[。！？!?；;\n，,：…]+|\.(?=\s|$)|:\s|\s[-–—]\s")
REACH = 3
"""How many clauses back a secret may have been named for "it" to mean it."""
NEAR = 40
"""How many characters before a verb a denial may stand."""
SECRET = any_of(said.NAMED)
KEY = any_of(said.KEY)

PROGRAM = (
    r"\b(?:any\s?desk|team\s?viewer|rust\s?desk|quick\s?support|ultra\s?viewer|supremo|screen\s?connect|air\s?droid|todesk)\b|"
    "向日葵|远程软件"
)
CONTROL = any_of(
    PROGRAM,
    r"\bremote(?:ly)?\s(?:access|control|desktop|session|assist\w*|connect\w*|in)\b|\bshare\s(?:your|the)\sscreen\b|"
    r"\bscreen\s?shar|\blet\sme\s(?:drive|take\sover|control|steer)\b|\b(?:control|access|connect\sto|take\sover|get\sonto)\syour\s"
    r"(?:phone|computer|pc|laptop|screen)\b",
    "远程(?!节点|服务|软件|过程)|(?:我来|让我)(?:直接)?(?:操作|控制)|屏幕共享|共享(?:一下)?(?:您的|你的)?屏幕|"
    "(?:控制|操作|接管|连接)(?:一下)?(?:您|你)的(?:电脑|手机|设备|屏幕)",
)
ALLOW = any_of(
    r"\b(?:install|download|open|start|run|allow|accept|connect|share|let|give|grant|use|join|enable|need|control|click|switch|turn|drive|get|press|i)\b",
    "安装|下载|下个|装|打开|允许|接受|共享|开启|开一下|让我|授权|连接|进行|使用|需要|加入|我|点",
)

LIFT_EN = (
    r"(?:unlock\w*|unfreez\w*|verification|release|recovery|insurance|clearance|guarantee|security|refundable|compliance|"
    r"membership|priority|administrati\w+|anti-money)"
)
LIFT_ZH = "(?:解冻|解锁|解封|提现|找回|追回|恢复|释放|优先|加急|审核|出款)"
DUE_EN = r"(?:costs?|expenses?|fees?|deposits?|charges?|payments?|tax(?:es)?|commissions?)"
COIN = r"(?:u|usdt|usdc|eth|btc|bnb|trx|usd|dollars?|美元|美金|元)\b"
MONEY = r"\b(?:[\d.]+|funds?|coins?|tokens?|assets?|money|balance|gas|fees?|crypto|everything)\b"
FEE = any_of(
    rf"\b{LIFT_EN}\s(?:\w+\s)?{DUE_EN}\b(?!\sbox)",
    rf"\b{DUE_EN}\b.{{0,30}}\b(?:to|before)\s(?:\w+\s){{0,4}}?(?:lift|unlock|unfreez|releas)\w*",
    r"\b(?:tax(?:es)?|margin)\b.{0,40}\b(?:first|before|upfront)\b|\b(?:paid|pay|cover)\b.{0,30}\b(?:upfront|in\sadvance)\b|\bcommission\b.{0,20}\b(?:recover|upfront)",
    rf"\b{DUE_EN}\b.{{0,30}}\b(?:unlocks?|releases?|lifts?|unfreezes?)\s(?:your|the)\b|\bour\s(?:\w+\s)?{DUE_EN}\b",
    rf"\b(?:need|must|have)\s?(?:to)?\s(?:deposit|top\sup|pay)\s[\d.]+\s?{COIN}",
    rf"\b(?:send|transfer|pay|move|deposit)\s.{{0,20}}{MONEY}.{{0,20}}\bto\s(?:me\b|us\b|(?:our|my)\s(?!donation)(?:\w+\s)?(?:address|wallet|"
    r"account)|this\ssecure|"
    r"(?:a|the|this)\s(?:safe|secure|new)\s(?:wallet|account)\s(?:we|i)\b)",
    r"\b(?:send|transfer|deposit)\s[\d.]+\s?\w{2,6}\s.{0,30}\bto\s(?:verify|validate|activate|unlock|confirm)\b",
    "(?:解冻|激活|认证|恢复|处理|工本|通道|会员|人工|劳务|咨询|加急|找回|审核)费|解冻金|保证金|认证金|押金|税款|税金|[定订]金|个税|所得税|滞纳金|保险金|验资|"
    "刷流水|信用金|佣金",
    f"(?:支付|交|付|缴)\\S{{0,6}}(?:手续费|服务费|费用).{{0,8}}(?:我们就|帮您|给您)|{LIFT_ZH}.{{0,8}}(?:收取|付款|(?:需要?|要|得)先)",
    "(?:手续费|服务费|费用).{0,8}(?:给我们|到以下|至以下|到我们|给客服)|先(?:支付|缴纳|付款|交|转).{0,12}(?:手续费|服务费|税)",
    "(?:转|打|汇|充|付|存)(?:账|款)?(?:到|至|入|给).{0,3}(?:我们|我(?!们)|客服|指定|安全(?:账户|钱包|地址))|(?:费|u|usdt|eth|币)\\s?[打转汇]给我",
    "[打转汇付存]\\s?[0-9.]+.{0,20}(?:到|至|入|给)(?:我们|我|客服|指定)",
    "[交缴付].{0,20}(?:才能|即可|后可)(?:提现|到账|解冻|解锁|恢复|出款|激活)",
    "(?:安全账户|这个地址|以下地址).{0,4}(?:做|进行|来)?(?:验证|激活|认证)",
    f"(?:充值|存入|转入|交|缴|付)\\s?[0-9.]+\\s?{COIN}",
)
PAY = any_of(
    r"\b(?:pay|paid|send|transfer|deposit|move|top\sup|remit|settle|cover|charge|payment|required|commission)\b",
    "支付|缴|交|付|转|充|汇|打|存|收取|先",
)
NETWORK = any_of(r"\b(?:network\sfee|miners?|gas|validators?|exchange)\b", "矿工费|网络费|能量|燃料|质押|交易所")
"""What a payment may be that nobody of ours gets, unless it is to go through our hands."""
THROUGH_US = any_of(r"\b(?:our|my|me|us)\b", "给我|我们|客服")

CHANNEL = (
    r"(?:whats\s?app|telegram|we\s?chat|\bline\s(?:id|app)\b|discord|\bsignal\b|\bqq\b|viber|messenger|skype|instagram|\btg\b|\bvx\b|"
    "微信|电报|飞机|纸飞机|企鹅|钉钉)"
)
MOVE = any_of(
    r"\b(?:add|contact|message|reach|text|dm|find|write\sto|call|follow|ping)\s(?:me|us|my\s|our\s\w+|him|her|this)"
    rf"(?:.{{0,30}}{CHANNEL}|\s\w+\snumber)",
    rf"\b(?:move|continue|switch|talk|chat|quicker|faster|easier|go)\s(?:\S+\s){{0,3}}?(?:on|to|over|in|via)\s(?:my\s)?{CHANNEL}",
    rf"\b(?:message|write|contact|talk)\s.{{0,40}}\b(?:on|over|via)\s{CHANNEL}(?=:|\s?@|\sinstead|$)",
    rf"\bour\s{CHANNEL}\s(?:manager|agent|expert|specialist|admin)|\b(?:my|our\s\w+s)\s(?:(?:personal|private|own)\s)?(?:gmail|e-?mail|{CHANNEL}|number\b)",
    rf"\b(?:whats|give\sme|send\sme|leave\s(?:me\s)?)\s?your\s(?:\w+\s)?(?:number|{CHANNEL})|\b(?:contact|add|please).{{0,10}}微信",
    f"(?:加|添加|联系|私聊|私信|搜索|扫).{{0,10}}{CHANNEL}|(?:到|去|上|用|在|转){CHANNEL}.{{0,3}}(?:上|里)?(?:聊|谈|说|找|继续)|把?{CHANNEL}号?[发给][您你]|{CHANNEL}[上里]?(?:联系|找|加)我",
    f"(?:{CHANNEL}|手机|电话)(?:号码?|群)(?:是?多少|$|是|为)|(?:微信|电报|飞机)号?\\s?[a-z][\\w-]{{4,}}|{CHANNEL}(?:详聊|详谈|私聊)",
    "(?:\\bv|薇|卫星)我|换个?(?:软件|平台|地方|方式).{0,3}(?:聊|说|谈|联系)|留个?.{0,5}(?:手机号|电话|联系方式)|私下.{0,4}(?:联系|打电话|聊)",
)
SUPPORT_NUMBER = any_of(r"\b(?:ticket|order|version|phone\smodel)\s?number\b", "手机(?:型号|系统)")


def asks(text: str) -> list[Objection]:
    """What a safe text asks for that we never ask for, each fault once, with the clause it rests on. Linear."""
    clauses = [clause.strip() for clause in CLAUSE.split(_plain(text)) if clause and clause.strip()]
    found: dict[Fault, Objection] = {}
    settled = False
    for place, clause in enumerate(clauses):
        settled = settled or bool(said.OWN_PLACE.search(clause))
        for fault in _faults(clause, clauses[max(0, place - REACH) : place], in_wallet=settled):
            found.setdefault(fault, Objection(fault, clause[:120]))
    return list(found.values())


def _plain(text: str) -> str:
    """The text without apostrophes, in simplified characters, its disguised words undone."""
    plain = fold(text).replace("’", "").replace("'", "").translate(said.SIMPLIFIED)
    for disguise, word in said.DISGUISED:
        plain = disguise.sub(word, plain)
    return plain


def _faults(clause: str, before: Sequence[str], *, in_wallet: bool) -> Iterator[Fault]:
    plain = said.COMFORT.sub(" ", clause)
    if _asks_for_secret(plain, before, in_wallet=in_wallet) or (SECRET.search(clause) and said.THREAT.search(clause)):
        yield Fault.ASKS_FOR_SECRET
    if _asked(CONTROL, plain) and _asked(ALLOW, plain):
        yield Fault.ASKS_FOR_CONTROL
    if _asked(FEE, plain) and PAY.search(plain) and (not NETWORK.search(plain) or THROUGH_US.search(plain)):
        yield Fault.ASKS_FOR_MONEY
    if _asked(MOVE, plain) and not SUPPORT_NUMBER.search(plain):
        yield Fault.ELSEWHERE


def _asks_for_secret(clause: str, before: Sequence[str], *, in_wallet: bool) -> bool:
    if any(_asked(way, clause) for way in (said.GIVE, said.WANT, said.VERIFY)):
        return True
    if _asked(said.FILL, clause) and _in_wrong_place(clause, in_wallet=in_wallet):
        return True
    return _asks_for_it(clause, before)


def _in_wrong_place(clause: str, *, in_wallet: bool) -> bool:
    """Whether a secret is to be entered where it does not belong; a password belongs on many a page, a key on none."""
    if said.OUR_PLACE.search(clause):
        return True
    if said.WEB_PLACE.search(clause) and KEY.search(clause):
        return True
    return not in_wallet and bool(said.FILL_KEY.search(clause))


def _asks_for_it(clause: str, before: Sequence[str]) -> bool:
    """Whether the clause asks for what the ones before it named."""
    named = _naming(clause, before)
    if named is None or (said.FILL.search(named) and not said.PRONOUN.search(clause)):
        return False
    if SOMEBODY.search(named) or said.HARMLESS.search(clause):
        return False
    turned = any(said.BUT.search(each) for each in [*before, clause])
    if not turned and DENIAL.search(said.COMFORT.sub(" ", named)) and not said.PRONOUN.search(clause):
        return False
    if _asked(said.YOURS, clause) or _asked(said.NEED_IT, clause):
        return True
    return bool(said.TO_US.search(clause)) and _asked(said.GIVE_IT, clause) and _has_object(clause)


def _naming(clause: str, before: Sequence[str]) -> str | None:
    """The clause that names the secret: itself when it comes back to it ("export the key and paste it here")."""
    if SECRET.search(clause):
        return clause if said.PRONOUN.search(clause) else None
    return next((earlier for earlier in reversed(before) if SECRET.search(earlier)), None)


def _has_object(clause: str) -> bool:
    """English names what is to be given; Chinese leaves it out."""
    return not clause.isascii() or bool(said.PRONOUN.search(clause))


def _asked(way: re.Pattern[str], clause: str) -> bool:
    """Whether the clause asks its reader for it: not denied, and not told of somebody else."""
    return bool(way.search(clause)) and not _is_denied(clause, way) and not SOMEBODY.search(clause)


def _is_denied(clause: str, way: re.Pattern[str]) -> bool:
    """Whether every place where it is said has a denial in it or shortly before it."""
    return all(DENIAL.search(clause[max(0, found.start() - NEAR) : found.end()]) for found in way.finditer(clause))
