"""The words the outgoing gate knows, Chinese and English, as parts of regular expressions.

Read by `wording` only. Everything is bounded, so that no text makes it slow; `\\b` and `\\w` are ASCII's, so that a
Latin word ends where a Han character begins.
"""

import re


def any_of(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE | re.ASCII)


SIMPLIFIED = str.maketrans(
    "記詞鑰碼驗證動態發給傳訊請輸寫這裡專員載費稅繳遠協幫開電腦將網頁連鏈結轉錢戶號聯係絕從無為們說讓對話應用確認",
    "记词钥码验证动态发给传讯请输写这里专员载费税缴远协帮开电脑将网页连链结转钱户号联系绝从无为们说让对话应用确认",
)
"""The traditional characters of these rules' own words."""
DISGUISED = (
    (any_of(r"[助住注]\W?[记计纪]\W?[词辞]|\bzhu\s?ji\s?ci\b"), "助记词"),
    (any_of(r"私\W?[钥匙]|\bsi\s?yao\b"), "私钥"),
    (any_of(r"密\W码|\bmi\sma\b"), "密码"),
    (any_of(r"\bs\W?[e3]\W?[e3]\W?d\b"), "seed"),
    (any_of(r"\bmn[e3]m[o0]nic"), "mnemonic"),
)
"""Ways to write a secret's name past a rule, and the name."""

# What is never asked for. A key is worth the wallet; a lock (password, code) is typed every day, in its own place.
COUNT_EN = r"(?:[1-9]\d?|three|four|five|six|eight|eleven|twelve|fifteen|eighteen|twenty-?four)"
KEY_EN = (
    r"\b(?:(?:recovery|seed|secret|mnemonic|back-?up|security)[\s-]?(?:phrases?|words?|card)|phrase|seeds?|mnemonics?|srp|"
    r"keystores?|(?:private|secret)\s?keys?|wallet\sback-?up|words\s(?:you\swrote|did\syou\swrite)|(?:first|second|third|next|last)\sword|"
    r"words\s(?:from|on|in|off)\s(?:your|the)\s(?:\w+\s)?(?:paper|card|back-?up|sheet|note)|words\s(?:1|one)\b|"
    rf"(?:first|last)\s{COUNT_EN}\swords|(?:other|remaining)\s{COUNT_EN}(?=\W*$)|"
    rf"(?:{COUNT_EN})[\s-](?:secret\s|recovery\s|seed\s|backup\s)?words?)\b"
)
LOCK_EN = (
    r"\b(?:passwords?|passcodes?|pass\s?phrases?|(?<!to\s)pin|otp|(?:six|four|6|4)-?digit\s(?:code|number)s?|"
    r"(?:verification|security|one-?time|sms|e-?mail|2fa|authenticator|login|auth|backup|back-up|recovery|confirmation)"
    r"\scodes?|code(?=.{0,24}(?:authenticator|text\b|sms|by\se-?mail|phone))|"
    r"(?:authenticator|2fa)\S{0,3}\s?code|(?:a|the|that)\scode(?!\s(?:of|in|for)\s(?:the\s)?error)|(?:numbers?|digits)\s.{0,20}(?:arrived|phone)|authenticator)\b"
)
KEY_ZH = (
    "(?:助记[词句]|(?:卡片?|纸|本子?)上(?:记)?的(?:那些|英文)?(?:单词|词)|恢复短语|种子短语|"
    "种子词|备份词|备份(?:好|下来)?的(?:那|这)?(?:串|组|些|几个)?(?:英文)?(?:单词|词)|"
    "那[串组些](?:英文)?(?:单词|词)|(?:最后一|第[0-9一二三四五六七八九十]{1,3})个(?:单词|"
    "词)|(?:前|后|其余|剩下)的?[0-9一二三四五六八十]{1,3}个(?:英文)?(?:单词|词)|"
    "(?:[1-9][0-9]?|十二|二十四) ?个(?:英文|英语)?(?:单词|词)|私钥|密钥|keystore)"
)
LOCK_ZH = (
    "(?:密码|口令|验证器|pin码|验证码|动态码|校验码|谷歌码|备用码|备份码|"
    "(?<![后前尾])[六6]位数字?|(?:短信|收到)[里中]?的?(?:数字|code)|验证器[^。]{0,8}(?:数字|码|code))"
)
KEY = f"(?:{KEY_EN}|{KEY_ZH})"
NAMED = f"(?:{KEY_EN}|{LOCK_EN}|{KEY_ZH}|{LOCK_ZH})"

# Ways of handing over. Between an English verb and what it gives stand at most seven words, none of which turns it.
BETWEEN_EN = (
    r"(?:\s+(?!(?:with|using|by|after|before|from|that|whether|if|which|when|without|about|how|same|strong|new|hash|it|you)\b)"
    r"[^\s,.;:]+){0,7}?\s+"
)
NOT_A_NOUN = r"(?<!the\s)(?<!your\s)(?<!an\s)(?<!a\s)(?<!by\s)(?<!via\s)(?<!this\s)"
GIVE_EN = (
    r"\b(?:send|share|tell|give|provide(?:\s(?:us|me)\swith)?|submit|upload|(?:show|let|read)\s(?:us|me)|forward|drop|attach|include\s(?:your|the)|furnish|read\sout|list\s(?:the|your|all)|spell|pass\s(?:on|me|us|along)|"
    rf"{NOT_A_NOUN}(?:dm|message|text|e-?mail|post|screenshot)|dictate|supply|disclose|hand\sover|(?:reply|answer)\s(?:\w+\s){{0,2}}?with|copy.{{0,20}}send|"
    r"type\sout|write\s(?:back|out)|(?:could|can|may)\s(?:i|we)\s(?:get|have|see))"
)
TO_US_ZH = "(?:我们?|客服|工程师|技术(?:人员|同事|部)?|专员)"
GIVE_ZH = (
    f"(?:(?:发|传|交|念|打|报|贴|拿|私信|说)(?:一份)?给|读一下|给{TO_US_ZH}|"
    f"给一下|发(?:来|送|过来|到|一下|下|我)|打出来|告诉|提供|"
    "提交|上传|出示|回复|上报|登记|传(?:上来|来|过来)|给我|(?:截图|拍照)(?!保存|"
    "存|过|了|的)|拍[个张]照|[报念读说](?:一下|出来)|(?<!的)私信)"
)
GIVE_IT = any_of(GIVE_EN, GIVE_ZH, r"\b(?:put|fill|type|enter|write|pass|list|paste)\b", "粘贴|贴|输入|填写|填入")
AFTERWARDS = r"(?!后|时|之后|的时候|的?备份|的?(?:数量|个数|长度|顺序)|以?外)"
GIVE = any_of(
    rf"{GIVE_EN}{BETWEEN_EN}{NAMED}",
    rf"{GIVE_EN}\s.{{0,20}}(?:{KEY_ZH}|{LOCK_ZH}){AFTERWARDS}",
    rf"{NAMED}\s(?:\w+\s)?(?:must|should|has\sto|needs?\sto)\sbe\s(?:sent|provided|submitted|shared|given|confirmed)",
    rf"{GIVE_EN}\s(?:us|me)\s(?:the|your)\skeys?\b|{KEY}.{{0,30}}\b(?:(?:to|for)\s(?:me|us)\b|when\syou\s(?:answer|reply))",
    rf"\b(?:send|pass|read|tell)\b.{{0,20}}{LOCK_EN}.{{0,12}}\bto\s(?:me|us)\b",
    rf"\bmind\s(?:sending|sharing|telling|giving|providing){BETWEEN_EN}{NAMED}",
    rf"{NAMED}\s(?:to|with)\s(?:us|me|support|the\sagent|our)\b",
    f"{GIVE_ZH}(?:(?!交易|转账|时|后|之前|输入|导入|是否|有没有|哪|哈希|地址)[^。]){{0,12}}{NAMED}{AFTERWARDS}",
    f"{NAMED}{AFTERWARDS}.{{0,14}}(?!发送){GIVE_ZH}",
    f"发.{{0,2}}{NAMED}.{{0,2}}给|(?:同步|传)到我们",
)
WANT = any_of(
    r"\b(?:i|we|i[dm]|ill|we(?:d|ll|re)|our\s\w+|support|the\s(?:team|agent|system))\s(?:\w+\s){0,3}?"
    rf"(?:need|require|requires|want|missing|asks?\sfor|must\shave|receive|collect)\s(?!my\b|to\s(?:create|set|choose|make|generate)\b)(?:\S+\s){{0,7}}?{NAMED}",
    rf"\bwhat(?:s|\sis|\sare|\swas)\s(?:your|the)\s(?:\w+\s){{0,2}}?{NAMED}(?!\s(?:for|used|made))",
    rf"{NAMED}\s(?:is|are)\s(?:(?:needed|required)\sby|(?:enough|sufficient)\sfor)\s(?:us|me|our|support)\b",
    rf"(?:{TO_US_ZH}|系统|这边)(?:还|现在|这边)?(?:需要|得要|要)(?:知道|看|核对|用)?(?:一下)?(?:您|你)的?.{{0,8}}{NAMED}",
    rf"\bwhat\sdo(?:es)?\s.{{0,20}}(?:{NAMED}|authenticator).{{0,20}}\b(?:say|show|read)\b|(?:您|你)的.{{0,6}}{NAMED}(?:是$|.{{0,5}}是?多少)",
    f"(?:您|你)的?.{{0,6}}{NAMED}(?:是?多少|是什么(?!语言|意思|时候)|发一下)|(?:需要|收到)(?:您|你)的.{{0,6}}{NAMED}",
    f"(?:验证码|动态码|{LOCK_ZH})(?:是|为)?多少|(?:必须|需要)核对{KEY}|只[要需]{KEY}.{{0,4}}就(?:够|行|可以)了?$",
)
PRONOUN = any_of(r"\b(?:it|them|those|these|yours|the\swords)\b", "它|其余的|剩下的")
TO_US = any_of(
    r"\b(?:me|us|here|to\ssupport|agent|chat|(?:on|over|across|in\sorder|back|one\sby\sone)(?=\s(?:please|then|to\sus)|$))\b",
    r"\bin\s(?:your|the|this)\s(?:\w+\s)?(?:reply|message)\b",
    "给我|告诉我|发我|发来|这里|客服|这边|过来|对话|聊天|发一下|提供一下|打出来",
)
NEED_IT = any_of(
    r"\b(?:we|i)\s(?:\w+\s)?(?:need|require|must\shave)\s(?:it|them|yours)\b", "需要(?:您|你)?(?:提供|发)一下"
)
YOURS = any_of(
    r"\b(?:send|give|share|provide)\s(?:us\s|me\s)?(?:yours|the\s(?:other|rest|remaining))\b", "(?:其余|剩下)的发"
)
BUT = any_of(
    r"\b(?:but|however|though|exception\w*|this\stime|in\s(?:this|your)\scase)\b", "但|不过|然而|这次|特殊|例外|情况"
)
HARMLESS = any_of(
    r"\b(?:hash|tx\s?id|address|version|amount|number|error|link|about|what|which|whether|how)\b",
    "哈希|网址|手机号|图片|地址|版本|金额|时间|提示|链接|型号|[完好]了?(?:再)?告诉|"
    "之后|问题|结果|进展|看到|显示|什么|多少|是否|一声",
)

# Entering, in the wallet's own place or in another.
FILL_EN = r"\b(?:enter(?:ing)?|type|input|fill\s(?:in|out)|put|key\sin|write|sync|paste)"
FILL_ZH = "(?:输入|填写|填入|填[上到]|粘贴|贴[到在]|同步)"
FILL = any_of(f"{FILL_EN}{BETWEEN_EN}{NAMED}", f"{FILL_ZH}.{{0,12}}{NAMED}", f"{NAMED}.{{0,12}}{FILL_ZH}")
ENTER_EN = r"\b(?:enter|type|input|fill\s(?:in|out)|key\sin|paste)"
FILL_KEY = any_of(f"{ENTER_EN}{BETWEEN_EN}{KEY}", f"{FILL_ZH}.{{0,12}}{KEY}", f"{KEY}.{{0,12}}{FILL_ZH}")
VERIFY = any_of(
    rf"\b(?:verify|validate|synchroni[sz]e|sync|rectify|confirm)\s(?:us\s)?your\s(?:\w+\s){{0,2}}?{KEY}"
    r"(?!\s(?:is|are|was|has|order|length|matches|works))",
    f"(?:验证|校验|同步|绑定|激活)(?:一下)?(?:您的|你的|钱包){{1,2}}{KEY}(?!的)",
    f"确认(?:一遍|一下)?(?:您的|你的){KEY}(?!的|是|已|无误|备份|顺序|没有|正确)",
)
OUR_PLACE = any_of(
    r"\bhere\b|\b(?:this|our|the)\s(?:chat|(?:\w+\s)?form|ticket|reply)\b|\bour\s(?:\w+\s)?(?:page|site|website|portal|server)\b|"
    r"\bso\s(?:that\s)?(?:i|we)\scan\b|\b(?:your|next)\s(?:\w+\s)?(?:reply|message)\b",
    "这里|此处|聊天|工单|备注|对话框|表单|回复中|我们的|给我|我邮箱",
)
WEB_PLACE = any_of(
    r"(?<!shown\s)(?<!steps\s)\bbelow$|\b(?:this|the|a)\s(?:page|site|website|link|portal|window)\b|https?:",
    "下方|下面|链接|网站|网页|网址",
)
OWN_PLACE = any_of(
    r"\b(?:in|into|on|to|with|using)\s(?:the|your|our|a|its)?\s?(?:own\s|new\s|official\s|same\s|hardware\s)*"
    r"(?:app|wallet|device|phone|ledger|trezor|settings|keyboard|screen)\b|\b(?:import|restor|recover|unlock|click|tap|"
    r"select|choose|create|menu)",
    "钱包|应用|app|设备|硬件|手机|设置|本机|导入|恢复|解锁|登录|点击|点按|选择|轻点|步骤|备份|按照",
)

# Said to deny, to comfort, or of somebody else.
DENIAL = any_of(
    r"\b(?:never|not|no\sone|nobody|nor|neither|without|avoid|stop|refuse|cannot|cant|dont|wont|doesnt|didnt|isnt|"
    r"shouldnt|mustnt|havent|instead\sof|rather\sthan|no|zero|uninstall|remove|disconnect|free)\b",
    "不要|不会|不能|不得|不可|不应|不需|不必|不用|不该|别(?!码)|勿|绝不|"
    "从不|永不|无需|无须|禁止|拒绝|避免|谨防|防止|警惕|关闭|关掉|停止|断开|"
    "没有人|卸载|不|免费|没有(?=微信|qq)",
)
COMFORT = any_of(
    r"\b(?:do\s?nt|do\snot)\s(?:worry|panic|hesitate(?:\sto)?|be\s\w+|forget(?:\sto)?|fail\sto|mind)\b",
    r"\bno\s(?:problem|worries|rush|need\sto\sworry)\b|\bnot\s(?:only|just|a\sproblem)\b|\bwhy\s(?:not|dont)\b",
    r"\b(?:can\s?not|cant|not|wont|unable)\b[^,.]{0,40}\b(?:unless|until|without)\b",
    "(?:别|不要|不用|不必|无需)(?:太|过于)?(?:担心|着急|害怕|"
    "紧张|慌|客气|犹豫|介意)|不好意思|不要紧|不仅|不只|不但|没关系|没问题",
    "(?:除非|不然|否则)|不方便|识别码|不过|不妨|不如|差不多|不久|不论|不管",
)
SOMEBODY = any_of(
    r"\b(?:any(?:one|body)|some(?:one|body)|whoever|(?:who|that|which)\sasks?|asking|scam\w*|thie(?:f|ves)|impost[eo]rs?|"
    r"fraud\w*|strangers?|criminals?|attackers?|phishing|fake|(?<!when\s)(?:they|he|she)|no\sone|nobody|whether|did\syou(?!\swrite)|have\syou|"
    r"what\sif|^when\syou|when\sdid|if\s(?:a|the|it)\b|if\syou\b(?!.{0,60}\b(?:me|us|our)\b)|(?:it|app|wallet|device)\swill(?:\sthen)?\sask\syou|"
    r"you\s(?:have\s)?(?:sent|shared|gave|given|told|entered|typed|pasted))\b",
    "刚才|刚刚|您发的|任何人|有人|别人|他人|骗|陌生人|冒充|自称|对方|小偷|盗贼|钓鱼|假的|谁|凡是|索要的人|是否|有没有|"
    "如果|一旦|曾经|泄露|泄漏|声称|弹出|(?:页面|网站|平台|软件|链接).{0,4}(?:让|要求|叫)[您你]|群里|[里上]说|给用户",
)
THREAT = any_of("(?:不|没有|未)(?:提供|发|告诉|提交|发送).{0,14}(?:就|无法|不能|没法|没办法)")
