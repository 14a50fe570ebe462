"""What support may say and what only a thief would: the outgoing gate's wording, and the things it looks up.

The sentences were written together with the rules; `tests/evals` holds others.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengta.kernel.text import SafeText
from dengta.safety.outgoing.examine import examine
from dengta.safety.outgoing.model import Fault
from dengta.safety.outgoing.wording import asks
from dengta.safety.public import Entry, Knowledge, Official, Sort
from dengta.safety.verdict.official import Fixed

MINE = SafeText("I sent it to 0x52908400098527886E0F7030069857D2E4169EE7 from https://example.org/pay")
TWIN = "0x52908400aa9f27886e0f7030069857d2e4169ee7"

FORBIDDEN = [
    "Please send me your recovery phrase.",
    "Could you send us the 12 words so that we can restore your wallet?",
    "Reply with your seed phrase and we will fix it.",
    "We need your private key to trace the transfer.",
    "I will need the twelve words from your backup.",
    "To unlock the account, enter your recovery phrase here.",
    "Open this page and type your seed phrase: https://example.com",
    "Your recovery phrase is in Settings. Paste it here.",
    "Find the private key in the app, then send it to me.",
    "What is your password?",
    "Please verify your wallet seed phrase.",
    "Don't worry, share your private key with me, it is safe.",
    "We cannot help unless you send your recovery phrase.",
    "Take a photo and upload your seed words.",
    "Please provide the verification code you received by SMS.",
    "Tell me the one-time code.",
    "Please DM me your keystore and password.",
    "Your mnemonic must be submitted within 24 hours.",
    "Install AnyDesk so that I can look at it.",
    "Please share your screen with me.",
    "Allow remote access to your computer.",
    "Pay the unlock fee and the coins will be released.",
    "Send 0.1 ETH as a security deposit first.",
    "You must pay the recovery fee of 200 USDT.",
    "Add me on WhatsApp for faster help.",
    "Let's continue on Telegram.",
    "请把您的助记词发给我。",
    "请提供助记词，我帮您恢复。",
    "麻烦您提供一下私钥，方便我们核对。",
    "我们需要您的助记词才能查询。",
    "您的密码是多少？",
    "请在下方输入您的助记词。",
    "请打开链接填写私钥：https://example.com",
    "助记词在设置里可以看到，复制后发给我。",
    "打开设置就能看到私钥，截图发过来。",
    "不用担心，把助记词告诉我就可以。",
    "别担心把助记词发给我就行。",
    "不提供助记词就无法为您处理。",
    "请告诉我您收到的验证码。",
    "请验证您的助记词。",
    "请下载向日葵，我远程帮您操作。",
    "请打开屏幕共享。",
    "需要您先缴纳保证金才能解冻。",
    "请先支付 200 USDT 的激活费。",
    "请加我微信继续处理。",
    "请联系我们的专员 Telegram 处理。",
    "微信号：kefu888",
    "把12个单词拍照给我看看。",
    "请您上传 keystore 文件和密码。",
    "請把您的助記詞發給我。",
    "Normally we never ask for your recovery phrase, but in this case we need it.",
    "Send me your s e e d, please.",
    "把助 记 词发我。",
    "平时不会索要私钥，不过这次必须核对私钥。",
    "把seed phrase发到这个聊天。",
    "Export the private key and paste it here.",
    "What is the six-digit code you just got?",
]

ALLOWED = [
    "We never ask for your recovery phrase, private key or password. Anyone who does is a thief.",
    "我们绝不会索要您的助记词、私钥或密码。索要的人就是骗子。",
    "Never share your recovery phrase with anyone.",
    "Do not send your private key to anybody, us included.",
    "Keep your recovery phrase on paper, offline.",
    "Write down your recovery phrase and check the order of the words.",
    "To restore the wallet, tap Import wallet and enter your recovery phrase in the app.",
    "Open the app, choose Restore, and type your recovery phrase there. Never type it on a website.",
    "If anyone asks you to send your seed phrase, stop talking to them.",
    "Did you enter your recovery phrase on that site?",
    "If you shared your private key, move what is left to a new wallet now.",
    "Please do not send it to us.",
    "You gave your phrase to a stranger, so the wallet is no longer yours alone.",
    "Please send us the transaction hash and the wallet version.",
    "Could you tell me which network you used?",
    "Tell us whether you still have your recovery phrase, but do not send it.",
    "Enter your password in the app and confirm the transfer.",
    "Change your password and your recovery codes in Settings.",
    "You need a little ETH to pay the network fee.",
    "Pay a higher network fee to speed the transfer up.",
    "Nobody can recover it for a fee. Be careful of anyone who offers.",
    "Uninstall AnyDesk and any other remote control program.",
    "Did they ask you to install TeamViewer?",
    "Remove TeamViewer now, then change your passwords from another device.",
    "We do not offer support on Telegram or WhatsApp.",
    "Anyone who writes to you on Telegram in our name is a thief.",
    "Reset your password: Settings, Security, Change password.",
    "Your transfer is confirmed, so it cannot be undone, by us or anyone.",
    "Send a small test amount first and wait until it arrives.",
    "Please send a screenshot of the error, with your phrase covered if it shows.",
    "请不要把助记词发给任何人。",
    "助记词切勿告诉他人，包括我们。",
    "请在钱包里选择“导入钱包”，输入助记词，然后设置新密码。",
    "请把助记词抄在纸上，妥善保管，不要截图。",
    "请提供交易哈希和钱包版本。",
    "麻烦发一下转账的截图，注意不要拍到助记词。",
    "如果有人向您索要助记词，请立即停止联系。",
    "您是否曾经在网站上输入过助记词？",
    "您刚才发来的内容里有助记词，我们已经把它删掉，没有保存。",
    "助记词可能已经泄露，请现在新建钱包，把资产转过去。",
    "转账需要支付矿工费，请在钱包里留一点 ETH。",
    "请提高矿工费，加速这笔交易。",
    "骗子会让您先交保证金，千万不要付。",
    "请卸载向日葵等远程控制软件。",
    "我们没有微信客服，也不会加您的微信。",
    "忘记密码可以用助记词重新导入钱包，再设置新密码。",
    "请确认助记词的顺序和拼写是否正确，全部小写，中间一个空格。",
    "请打开钱包，进入“设置 - 安全”，修改密码。",
    "我们无法看到您的私钥，也不需要它。",
    "请告诉我们您用的是哪个网络，什么时候转的。",
    "请不要在这里输入助记词。",
    "无需提供私钥，我们只要交易哈希就能查。",
    "您可以在钱包的授权管理里撤销授权。",
    "输入密码后点击“确认”，交易就会发送。",
    "Enter your password and tap Next.",
    "Don't send us the phrase. Please send the transaction hash to us.",
    "请不要发助记词，把交易哈希发给我。",
    "把新助记词抄在纸上，然后把资产转过去。转完告诉我，我在这里等。",
    "XRP账户需要预留1个XRP才能激活。",
    "请告诉我您用的是哪个验证器。",
    "What does the code of the error say?",
]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_a_thief_would_say_is_held_back(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_what_support_says_every_day_may_go(text: str) -> None:
    assert asks(text) == []


def faults(text: str) -> list[Fault]:
    ours = Official([Entry(Sort.DOMAIN, "dengta.example"), Entry(Sort.HANDLE, "dengta_help", "telegram")])
    knowledge = Knowledge(registry=Fixed(ours))
    return [each.fault for each in examine(SafeText(text), knowledge=knowledge, heard=[MINE])]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Read https://somewhere.example/x", Fault.UNKNOWN_LINK),
        ("Look at https://uniswap-claim.xyz/airdrop", Fault.BAD_LINK),
        ("Write to help@foo.com", Fault.ELSEWHERE),
        ("Ask @someone_else", Fault.ELSEWHERE),
        ("Call +86 138 0013 8000", Fault.ELSEWHERE),
        ("Use 0x27b1fdb04752bbc536007a920d24acb045561c26", Fault.UNKNOWN_ADDRESS),
        (f"Use {TWIN}", Fault.TWIN_ADDRESS),
    ],
)
def test_nobody_is_sent_to_what_nobody_vouched_for(text: str, fault: Fault) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "See https://dengta.example/help/stuck and our Telegram @dengta_help",
        "See https://etherscan.io/tx/0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060",
        "0x52908400098527886E0F7030069857D2E4169EE7 is the address you named",
        "The site example[.]net is not ours. Update to 4.12.0.",
        "The link you sent, https://example.org/pay, is unknown to us.",
    ],
)
def test_ours_the_customers_own_and_well_known_sites_may_be_named(text: str) -> None:
    assert faults(text) == []


def test_what_lies_beyond_the_most_things_looked_at_does_not_pass_unseen() -> None:
    assert Fault.UNKNOWN_LINK in faults(" ".join(f"https://etherscan.io/tx/{n}" for n in range(40)))


@given(st.text(max_size=300))
def test_any_text_is_examined(text: str) -> None:
    assert isinstance(faults(text), list)
