"""Words that say what a secret nearby is. In cleaned text, any case, in the languages of the ten lists."""

import re

PHRASE = re.compile(
    r"""
    seed | mnemonic | (?:recovery|secret|backup|back-up|security|wallet|passphrase|private) \s? (?:phrase|words?)
    | phrase \s? (?:is|was|:|=) | (?:12|15|18|21|24|twelve|twenty.?four) .? words? | my \s (?:words|phrase)
    | 助记 | 助記 | 助忆 | 住记 | 注记词
    | 种子 | 種子 | 恢复(?:短语|词|密语) | 恢復(?:短語|詞) | 备份(?:词|短语) | 備份詞
    | (?:12|15|18|21|24|十二|二十四) \s? 个? \s? (?:词|单词|英文|詞|單詞)
    | frase \s (?:semilla|secreta|de \s recuper|di \s recuper|mnemonica) | palabras | palavras | parole | semente
    | phrase \s (?:secr|de \s r[eé]cup|mn[eé]mo) | (?:12|24) \s mots
    | ニーモニック | シード | 復元 | リカバリー | フレーズ | ふっかつ | 秘密の
    | 니모닉 | 시드 | 복구 | 문구
    | se?minko | slov[ay]?\b | fr[aá]ze | obnov
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A recovery phrase is spoken of."""

KEY = re.compile(
    r"private|secret|priv\s?key|\bpk\b|\bsk\b|\bkey\b|私钥|私鑰|密钥|密鑰|秘钥|秘鑰|秘密鍵|개인\s?키|비밀\s?키|clave|cl[eé]|chiave|chave|kl[ií][cč]",
    re.IGNORECASE,
)
"""A private key is spoken of."""

HASH = re.compile(
    r"\btx|txid|txn|hash|transa[ck]|trasferi|block|bloque|bloc|proof|receipt|order|request|signature|\bsig\b|topic|data|selector"
    r"|哈希|哈西|哈希值|交易|转账|轉帳|转帐|区块|區塊|订单|訂單|流水|单号|單號|签名|簽名|トランザクション|取引|ハッシュ|거래|해시|transak",
    re.IGNORECASE,
)
"""A transaction, a block or some other public number is spoken of."""
