"""Messages that the lexicon was written with, and the turns of speech that must not fool it."""

import pytest

from dengta.inbox.model import Lane
from dengta.triage.meanings import bits
from dengta.triage.model.topics import TOPICS
from dengta.triage.reading import normal, read
from dengta.triage.rules import RULES
from dengta.triage.texts import LABELS, label
from dengta.triage.understand import understand

MESSAGES = [
    ("security.theft", "they drained me"),
    ("security.theft", "被盗！！！！"),
    ("security.theft", "我的钱包里的钱被别人转走了"),
    ("security.theft", "Someone transferred all my ETH out, I didn't do it"),
    ("security.theft", "all my funds disappeared from my wallet"),
    ("security.theft", "钱包里的u没了"),
    ("security.theft", "I got phished and lost 5 eth"),
    ("security.theft", "点了空投链接之后币就没了"),
    ("security.theft", "授权之后U被转走了"),
    ("security.theft", "有黑客！我的币正在被转走，快帮我冻结"),
    ("security.theft", "my wallet got hackd and everything was stollen"),
    ("security.phrase_exposed", "my recovery phrase is leaked"),
    ("security.phrase_exposed", "骗子要走了我的助记词"),
    ("security.phrase_exposed", "I gave my private key to a support agent on Telegram"),
    ("security.phrase_exposed", "不小心把助忆词发到微信群了"),
    ("security.phrase_exposed", "助记词截图存在了云相册，会不会泄露"),
    ("security.phrase_exposed", "I pasted my seed into a fake site"),
    ("security.phrase_exposed", "我在假冒的官网里填了助记词"),
    ("account.restore", "输入助记词提示无效"),
    ("account.restore", "I enter my seed phrase but it says invalid"),
    ("account.backup", "my phrase is safe, I just want to know how to back up the wallet"),
    ("security.advice", "我的助记词没有泄露，只是想问怎么防止被盗"),
    ("transaction.not_arrived", "I did not share my phrase with anyone. My USDT deposit never arrived."),
    ("transaction.not_arrived", "我没有泄露私钥，也没被盗，只是转账没到账"),
    ("transaction.not_arrived", "没被盗，就是提币没到账"),
    ("transaction.not_arrived", "Not stolen I think, but my BTC deposit has not shown up"),
    ("security.advice", "What if someone steals my phone, can they take my coins?"),
    ("security.advice", "怎么识别钓鱼网站"),
    ("security.advice", "How do I avoid phishing scams?"),
    ("security.phishing", "This guy on Telegram says he is from support and asks for my seed"),
    ("security.phishing", "客服让我提供私钥，是真的吗"),
    ("security.phishing", "收到短信说我中奖了，链接可疑"),
    ("security.phishing", "fake app on the app store"),
    ("approval.suspicious", "我给一个可疑网站授权了"),
    ("approval.suspicious", "signed something on a suspicious site"),
    ("approval.revoke", "如何撤销授权"),
    ("approval.revoke", "How to check/cancel Approve?"),
    ("transaction.pending", "转账卡住了"),
    ("transaction.pending", "How To Cancel or Replace a Stuck Transaction"),
    ("transaction.not_arrived", "提币成功了，钱包没收到"),
    ("transaction.not_arrived", "still waiting for my transfer of 50 USDT"),
    ("transaction.not_arrived", "20万U没到账！！急急急"),
    ("transaction.pending", "$150,000 USDC withdrawal stuck pending for 6 hours"),
    ("transaction.failed", "转账失败"),
    ("transaction.failed", "can't send my ETH"),
    ("transaction.failed", "Bad Instruction error when sending tokens"),
    ("transaction.wrong_address", "地址打错了一位"),
    ("transaction.wrong_address", "sent to wrong address"),
    ("transaction.wrong_network", "币转错链了"),
    ("transaction.wrong_network", "I used BEP20 instead of ERC20"),
    ("asset.missing_token", "代币不显示"),
    ("asset.missing_token", "Balances Not Loading or Showing"),
    ("asset.missing_token", "my usdt balance shows zero"),
    ("asset.scam_token", "貔貅盘怎么办"),
    ("asset.scam_token", "can't sell this token"),
    ("fees", "旷工费太高"),
    ("fees", "why is gas so expensive"),
    ("cross_chain", "怎么把ETH跨到Arbitrum"),
    ("swap", "兑换失败"),
    ("swap", "swap didn't go through"),
    ("buy", "如何用支付宝买USDT"),
    ("buy", "How to buy crypto in the app"),
    ("account.restore", "手机丢了怎么找回钱包"),
    ("account.restore", "Importing a V2 JSON File"),
    ("account.restore", "I lost my recovery phrase"),
    ("account.password", "忘记密码"),
    ("account.password", "Lost Password"),
    ("account.backup", "如何备份助记词？"),
    ("account.backup", "How to backup mnemonic words?"),
    ("dapp", "dapp连不上"),
    ("dapp", "can't connect my wallet to uniswap"),
    ("defi", "TRON质押2.0使用方法"),
    ("defi", "Staking Tutorial"),
    ("nft", "How to manage My NFT assets?"),
    ("nft", "在钱包中查看和发送Ordinals铭文"),
    ("hardware", "Unable to Connect Ledger Hardware Wallet"),
    ("app", "App 一打开就崩溃"),
    ("app", "My Electrum window is black. Why can't I see anything?"),
    ("complaint", "我要投诉你们"),
    ("complaint", "terrible support, I have been ignored for days"),
    ("suggestion", "建议支持 Sui 链"),
    ("suggestion", "please add dark mode"),
    ("security.vulnerability", "I found a vulnerability"),
    ("account.personal_data", "注销账户"),
    ("other", "在吗"),
    ("other", "hi"),
]


@pytest.mark.parametrize(("topic", "text"), MESSAGES)
def test_a_message_is_taken_for_what_it_is_about(topic: str, text: str) -> None:
    assert understand(text).topic == topic


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("my coins were stolen", "stolen"),
        ("my coins were not stolen", "-stolen"),
        ("how do I prevent my coins being stolen", "~stolen"),
        ("我的币被盗了", "stolen"),
        ("我的币没有被盗", "-stolen"),
        ("怎么防止被盗", "~stolen"),
        ("是不是被盗了", "stolen"),
        ("不小心泄露助记词", "expose"),
    ],
)
def test_what_is_denied_or_only_feared_is_told_from_what_happened(text: str, meaning: str) -> None:
    assert any(hit.meanings & bits({meaning}) for clause in read(normal(text)) for hit in clause)


def test_a_removed_phrase_is_an_emergency_whatever_else_is_said() -> None:
    understood = understand("suggestion: please add dark mode ⟦seed_phrase⟧", topic="suggestion")
    assert (understood.topic, understood.lane) == ("security.phrase_exposed", Lane.EMERGENCY)


def test_the_customers_own_choice_decides_when_their_words_do_not() -> None:
    assert understand("please help me with this", topic="nft").topic == "nft"
    assert understand("please help me", topic="security.theft").lane is Lane.EMERGENCY
    assert understand("please help me", topic="made.up").topic == "other"


@pytest.mark.parametrize("text", ["我的币被盗了", "a transfer I did not make", "all my coins are gone, it was not me"])
def test_no_choice_hides_an_emergency(text: str) -> None:
    assert understand(text).lane is Lane.EMERGENCY
    assert understand(text, topic="transaction.not_arrived").lane is Lane.EMERGENCY


def test_a_phones_model_says_nothing_of_the_topic() -> None:
    details = {"device": "iPhone 13, iOS 17", "wallet_version": "4.12.0"}
    assert understand("Hello there", topic="asset.missing_token", details=details).topic == "asset.missing_token"


def test_much_money_that_is_stuck_goes_first() -> None:
    assert understand("my 300 USDT deposit never arrived").lane is Lane.STANDARD
    assert understand("my 30,000 USDT deposit never arrived").lane is Lane.EMERGENCY
    assert understand("我的8万U提币没到账").lane is Lane.EMERGENCY
    assert understand("提币没到账，这是我全部积蓄").lane is Lane.EMERGENCY


def test_an_address_or_a_hash_is_no_amount_and_no_word() -> None:
    understood = understand(f"tx 0x{'5d53558791c9346d' * 4} to 0x{'0' * 36}dead pending")
    assert (understood.topic, understood.lane) == ("transaction.pending", Lane.STANDARD)


def test_reasons_are_the_phrases_that_decided_and_the_asset_meant() -> None:
    assert understand("ETH 转账一直没到账").reasons == ("eth", "转账", "没到账", "asset:ETH")


def test_traditional_characters_and_slips_are_read_alike() -> None:
    assert understand("助忆词洩露給別人了怎麼辦").topic == "security.phrase_exposed"
    assert understand("my trasnfer has not arived").topic == "transaction.not_arrived"


def test_every_rule_and_label_is_about_a_topic_there_is() -> None:
    assert {rule.topic for rule in RULES} | {"other"} == set(TOPICS)
    assert set(LABELS) == set(TOPICS)


def test_a_label_names_the_asset_where_that_says_more() -> None:
    assert label("transaction.not_arrived", "zh_Hans", asset="ETH") == "ETH 转账一直未到账"
    assert label("transaction.not_arrived", "en", asset="ETH") == "ETH transfer has not arrived"
    assert label("complaint", "zh_Hans", asset="ETH") == "投诉"
    assert label("no.such", "en") == "Something else"


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "。。。", "\ud7a3" * 50, "0x", "⟦", "a." * 20_000, "1," * 20_000, "没" * 20_000]
)
def test_any_text_is_understood_as_something(text: str) -> None:
    assert understand(text).topic in TOPICS
