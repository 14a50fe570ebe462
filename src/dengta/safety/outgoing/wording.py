"""What a text asks of its reader, in Chinese and English: clause by clause, with denials and warnings told apart.

A clause asks for a secret when it names one and a way to hand it over, and neither denies that nor says it of somebody
else. "We never ask for your phrase", "whoever asks for it is a thief" and "enter it in the app, nowhere else" pass;
"send us the twelve words" does not, nor does "it is in the settings. Paste it here".
"""

import re
from collections.abc import Iterator, Sequence

from dengta.safety.detect.fold import fold
from dengta.safety.outgoing.model import Fault, Objection


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


CLAUSE = re.compile(r"[。！？!?；;\n，,：…]+|\.(?=\s|$)|:\s|\s[-–—]\s")
REACH = 2
"""How many clauses back a secret may have been named for "it" to mean it."""
NEAR = 40
"""How many characters before a verb a denial may stand."""

NAMED_EN = (
    r"\b(?:(?:recovery|seed|secret|mnemonic|back-?up|security)[\s-]?(?:phrases?|words?)|phrase|seeds?|mnemonics?|"
    r"keystores?|(?:private|secret)\s?keys?|passwords?|passcodes?|pass\s?phrases?|pin|"
    r"(?:verification|security|one-?time|sms|e-?mail|2fa|authenticator|login|auth)\s?codes?|otp|"
    r"(?:12|15|18|21|24|twelve|eighteen|twenty-?four)[\s-]?(?:secret\s|recovery\s|seed\s)?words?)\b"
)
NAMED_ZH = (
    "(?:助记词|助記詞|助记句|恢复短语|恢復短語|种子短语|备份词|私钥|私鑰|密钥|密鑰|密码|密碼|口令|keystore|"
    "验证码|驗證碼|动态码|校验码|谷歌码|(?:12|15|18|21|24|十二|二十四) ?个(?:英文|英语)?(?:单词|词))"
)
SECRET = _any(NAMED_EN, NAMED_ZH)
BETWEEN_EN = (
    r"(?:\s+(?!(?:with|using|by|after|before|from|that|whether|if|which|when|without|about)\b)[^\s,.;:]+){0,7}?\s+"
)
WRONG_PLACE = _any(
    r"\b(?:here|below|chat|e-?mail|form|(?:this|the|our)\s(?:page|site|website|link|portal|window)|website|link)\b|https?:",
    "这里|這裡|此处|下方|下面|聊天|对话框|表单|链接|網站|网站|网页|网址|邮箱|回复中",
)
OWN_PLACE = _any(
    r"\b(?:in|into|on|to|with|using)\s(?:the|your|our|a|its)?\s?(?:own\s|new\s|official\s|same\s|hardware\s)*"
    r"(?:app|wallet|device|phone|ledger|trezor|settings|keyboard|screen)\b|\b(?:import|restor|recover|unlock)",
    "钱包|錢包|应用|app|设备|硬件|手机|设置|本机|导入|恢复|解锁|登录|点击|点按|选择|轻点",
)
GIVE_EN = (
    r"\b(?:send|share|tell|give|provide|submit|upload|(?:show|let)\s(?:us|me)|forward|dm|message|text|e-?mail|post|paste|"
    r"screenshot|dictate|supply|disclose|hand\sover|reply\swith|write\sback)"
)
GIVE_ZH = (
    "(?:发给|发来|发送|发过来|发到|发一下|发我|告诉|提供|提交|上传|出示|粘贴|截图|拍照|拍个照|交给|报一下|念给|给我|"
    "發給|發送|告訴)"
)
GIVE_IT = _any(GIVE_EN, GIVE_ZH)
GIVE = _any(
    rf"{GIVE_EN}{BETWEEN_EN}{NAMED_EN}",
    rf"{NAMED_EN}\s(?:\w+\s)?(?:must|should|has\sto|needs?\sto)\sbe\s(?:sent|provided|submitted|shared|given|confirmed)",
    rf"{NAMED_EN}\s(?:to|with)\s(?:us|me|support|the\sagent)\b",
    f"{GIVE_ZH}(?:(?!交易|转账|时|后|之前)[^。]){{0,12}}{NAMED_ZH}",
    f"{NAMED_ZH}.{{0,12}}(?!发送){GIVE_ZH}",
)
FILL_EN = r"\b(?:enter|type|input|fill\s(?:in|out)|put|key\sin)"
FILL_ZH = "(?:输入|填写|填入|填上|輸入|填寫)"
FILL_IT = _any(FILL_EN + r"\b", FILL_ZH)
FILL = _any(f"{FILL_EN}{BETWEEN_EN}{NAMED_EN}", f"{FILL_ZH}.{{0,12}}{NAMED_ZH}", f"{NAMED_ZH}.{{0,12}}{FILL_ZH}")
VERIFY = _any(
    rf"\b(?:verify|validate|synchroni[sz]e|rectify|confirm)\s(?:your|the|us\syour)\s(?:\w+\s){{0,2}}?{NAMED_EN}"
    r"(?!\s(?:is|are|was|has|order|length|matches|works))",
    f"(?:验证|校验|同步|绑定|激活)(?:一下)?(?:您的|你的)?(?:钱包)?{NAMED_ZH}",
)
WANT = _any(
    r"\b(?:i|we|our\s\w+|support|the\s(?:team|agent|system))\s(?:\w+\s){0,2}?"
    rf"(?:need|require|want|ask\sfor|must\shave){BETWEEN_EN}{NAMED_EN}",
    rf"\bwhat(?:'s|\sis|\sare|\swas)\s(?:your|the)\s(?:\w+\s){{0,2}}?{NAMED_EN}(?!\s(?:for|used|made))",
    rf"\b(?:your|the)\s(?:\w+\s){{0,2}}?{NAMED_EN}\s(?:is|are)\s(?:needed|required)\sby\s(?:us|our|support)",
    f"(?:我们?|客服|系统|工程师|专员|这边)(?:还|现在|这边)?(?:需要|得要|要)(?:知道|看|核对|用)?(?:一下)?(?:您|你)的?.{{0,8}}{NAMED_ZH}",
    f"(?:您|你)的.{{0,6}}{NAMED_ZH}(?:是什么|是多少|多少|发一下)|需要(?:您|你)的.{{0,6}}{NAMED_ZH}",
)
TO_US = _any(
    r"\b(?:me|us|here|to\ssupport|agent|chat|back)\b|\bin\s(?:your|the)\sreply\b",
    "给我|告诉我|发我|这里|這裡|客服|这边|过来|對話|对话|聊天",
)
IT = _any(r"\b(?:it|them|those|these|all\sof\sthem|the\swords)\b", "它|过来|给我|发我|告诉我|发来|发一下")
DENIAL = _any(
    r"\b(?:never|not|no\sone|nobody|nor|neither|without|avoid|stop|refuse|cannot|cant|dont|wont|doesnt|didnt|isnt|"
    r"shouldnt|mustnt|havent|instead\sof|rather\sthan|no\sneed\sto)\b",
    "不要|不会|不能|不得|不可|不应|不需|不必|不用|不该|别|勿|绝不|從不|从不|永不|永远不|无需|无须|無需|禁止|拒绝|避免|谨防|防止|警惕|没有人|不",
)
COMFORT = _any(
    r"\b(?:do\s?nt|do\snot|don't)\s(?:worry|panic|hesitate(?:\sto)?|be\s\w+|forget(?:\sto)?|fail\sto|mind)\b",
    r"\bno\s(?:problem|worries|rush|need\sto\sworry)\b|\bnot\s(?:only|just|a\sproblem)\b|\bwhy\s(?:not|dont)\b",
    r"\b(?:can\s?not|cant|can't|not|wont|won't|unable)\b[^,.]{0,40}\b(?:unless|until|without)\b",
    "(?:别|不要|不用|不必|无需)(?:太|过于)?(?:担心|着急|害怕|紧张|慌|客气|犹豫|介意)|不好意思|不要紧|不仅|不只|不但|没关系|没问题",
    "(?:除非|不然|否则)",
)
SOMEBODY = _any(
    r"\b(?:any(?:one|body)|some(?:one|body)|whoever|who\sasks|scammers?|thie(?:f|ves)|impost[eo]rs?|fraudsters?|strangers?|"
    r"criminals?|attackers?|phishing|fake|they|he|she|no\sone|nobody|whether|if\s(?:you|a|the|it)|did\syou|have\syou|"
    r"when\sdid|you\s(?:have\s)?(?:sent|shared|gave|given|told|entered|typed|pasted))\b",
    "刚才|刚刚|发来的|您发的|收到您|任何人|有人|别人|他人|骗子|陌生人|假客服|冒充|对方|小偷|盗贼|钓鱼|假的|谁|凡是|索要的人|是否|有没有|如果|一旦|曾经|泄露|泄漏",
)
THREAT = _any("(?:不|没有|未)(?:提供|发|告诉|提交|发送).{0,14}(?:就|无法|不能|没法|没办法)")
CONTROL = _any(
    r"\b(?:any\s?desk|team\s?viewer|rust\s?desk|quick\s?support|ultra\s?viewer|supremo|screen\s?connect|airdroid)\b",
    r"\bremote(?:ly)?\s(?:access|control|desktop|session|assist\w*|connect\w*)\b|\bshare\s(?:your|the)\sscreen\b|\bscreen\s?shar",
    "向日葵|todesk|远程(?:控制|协助|桌面|操作|连接)|遠程|屏幕共享|共享屏幕|共享您的屏幕|控制您的(?:电脑|手机)",
)
ALLOW = _any(
    r"\b(?:install|download|open|start|run|allow|accept|connect|share|let|give|grant|use|join|enable|need)\b",
    "安装|下载|打开|允许|接受|共享|开启|让我|授权|连接|进行|使用|需要|加入",
)
FEE = _any(
    r"\b(?:unlock\w*|unfreez\w*|verification|activation|release|recovery|processing|handling|insurance|clearance|"
    r"guarantee|security|refundable|withdrawal|compliance|anti-money)\s(?:\w+\s)?(?:fees?|deposits?|charges?|payments?|tax)\b",
    r"\b(?:tax(?:es)?|margin)\s(?:first|before|payment|to\s(?:us|this))",
    "解冻费|解冻金|保证金|激活费|认证金|认证费|押金|税款|个税|滞纳金|保险金|恢复费|处理费|工本费|验资|刷流水|通道费|信用金",
    "(?:手续费|服务费|费用).{0,8}(?:给我们|到以下|至以下|到我们|给客服)|先(?:支付|缴纳|付|交|转).{0,12}(?:手续费|服务费|费用)",
)
PAY = _any(r"\b(?:pay|send|transfer|deposit|top\sup|remit|settle|cover)\b", "支付|缴|交|付|转|充|汇|打款|存入")
MOVE = _any(
    r"\b(?:add|contact|message|reach|text|dm|find|write\sto|call|follow|ping)\s(?:me|us|our\s\w+|my\s\w+|him|her|this)\s"
    r".{0,30}\b(?:whats\s?app|telegram|we\s?chat|line|discord|signal|qq|viber|messenger|skype|instagram|tg)\b",
    r"\b(?:move|continue|switch|talk|chat)\s.{0,20}\b(?:on|to|over)\s(?:whats\s?app|telegram|we\s?chat|signal|discord|qq|tg)\b",
    "(?:加|添加|联系|私聊|私信|搜索|加一下).{0,10}(?:微信|qq|电报|telegram|飞机|whats\\s?app|line|discord|企业微信|纸飞机|tg)",
    "(?:微信|qq|电报|飞机|tg|whatsapp)(?:号码?|群)(?:$|是|为)",
)


def asks(text: str) -> list[Objection]:
    """What a safe text asks for that we never ask for, each fault once, with the clause it rests on. Linear."""
    clauses = [clause.strip() for clause in CLAUSE.split(fold(text).replace("’", "'")) if clause and clause.strip()]
    found: dict[Fault, Objection] = {}
    for place, clause in enumerate(clauses):
        before = clauses[max(0, place - REACH) : place]
        for fault in _faults(clause, before):
            found.setdefault(fault, Objection(fault, clause[:120]))
    return list(found.values())


def _faults(clause: str, before: Sequence[str]) -> Iterator[Fault]:
    plain = COMFORT.sub(" ", clause)
    if _asks_for_secret(plain, before) or (SECRET.search(clause) and THREAT.search(clause)):
        yield Fault.ASKS_FOR_SECRET
    if CONTROL.search(plain) and _asked(ALLOW, plain):
        yield Fault.ASKS_FOR_CONTROL
    if FEE.search(plain) and _asked(PAY, plain):
        yield Fault.ASKS_FOR_MONEY
    if MOVE.search(plain) and not _is_denied(plain, MOVE) and not SOMEBODY.search(plain):
        yield Fault.ELSEWHERE


def _asks_for_secret(clause: str, before: Sequence[str]) -> bool:
    if any(_asked(way, clause) for way in (GIVE, WANT, VERIFY)):
        return True
    if _asked(FILL, clause):
        return not _in_own_place(clause, before)
    meant = not SECRET.search(clause) and any(SECRET.search(earlier) for earlier in before)
    to_us = meant and IT.search(clause) and TO_US.search(clause)
    return bool(to_us) and (_asked(GIVE_IT, clause) or _asked(FILL_IT, clause))


def _in_own_place(clause: str, before: Sequence[str]) -> bool:
    """Whether it is the wallet itself that the secret is to be entered in."""
    if WRONG_PLACE.search(clause):
        return False
    return any(OWN_PLACE.search(part) for part in [clause, *before])


def _asked(way: re.Pattern[str], clause: str) -> bool:
    """Whether the clause asks its reader for it: not denied, and not told of somebody else."""
    return bool(way.search(clause)) and not _is_denied(clause, way) and not SOMEBODY.search(clause)


def _is_denied(clause: str, way: re.Pattern[str]) -> bool:
    """Whether every place where it is said has a denial in it or shortly before it."""
    flat = clause.replace("'", "")
    return all(DENIAL.search(flat[max(0, found.start() - NEAR) : found.end()]) for found in way.finditer(flat))
