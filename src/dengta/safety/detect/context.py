"""Words that say what a secret nearby is, in the languages of the ten lists.

Patterns for cleaned text, in the syntax that Python and browsers share; without regard to case.
"""

import re

PHRASE_WORDS = (
    r"seed|mnemonic|(?:recovery|secret|backup|back-up|security|wallet|passphrase|private)\s?(?:phrase|words?)",
    r"phrase\s?(?:is|was|:|=)|(?:12|15|18|21|24|twelve|twenty.?four).?words?|my\s(?:words|phrase)",
    r"word\s?(?:number|no\.?|#)?\s?\d|(?:first|second|next|last|final)\sword|第.{1,3}个?[词詞]",
    "助记|助記|助忆|住记|注记词|种子|種子|恢复(?:短语|词|密语)|恢復(?:短語|詞)|备份(?:词|短语)|備份詞",
    r"(?:12|15|18|21|24|十二|二十四)\s?个?\s?(?:词|单词|英文|詞|單詞)",
    r"frase\s(?:semilla|secreta|de\srecuper|di\srecuper|mnemonica)|palabras|palavras|parole|semente",
    r"phrase\s(?:secr|de\sr[eé]cup|mn[eé]mo)|(?:12|24)\smots",
    "ニーモニック|シード|復元|リカバリー|フレーズ|ふっかつ|秘密の|니모닉|시드|복구|문구",
    "se?minko|slov[ay]?(?![a-z])|fr[aá]ze|obnov",
)
KEY_WORDS = (
    "private|secret|priv.?key|(?:^|[^a-z])(?:pk|sk|key)(?![a-z])",
    "私钥|私鑰|密钥|密鑰|秘钥|秘鑰|秘密鍵",
    r"개인\s?키|비밀\s?키|clave|cl[eé]|chiave|chave|kl[ií][cč]",
)
HASH_WORDS = (
    "(?:^|[^a-z])(?:tx|sig(?![a-z]))|hash|transa[ck]|trasferi|block|bloque|bloc|proof|receipt|order|request|signature",
    "fingerprint|指纹|指紋|topic|data|selector|address|contract|object|哈希|哈西|交易|转账|轉帳|转帐|区块|區塊|订单|訂單|流水|单号|單號",
    "签名|簽名|地址|合约|合約|トランザクション|取引|ハッシュ|アドレス|거래|해시|주소",
)

CALLED_KEYS = (
    r"(?:(?:private|secret|priv|spend|signing|sec)[\s_-]?key|(?:^|[^a-z])[ps]k|secret|seed(?:\shex)?|私钥|私鑰|密钥|密鑰|秘钥|秘鑰)"
    r"[\s\"'“”]{0,3}(?:is|was|[:=：是为為]|->){0,2}[\s\"'“”:]{0,3}(?:0x|ed25519:|secp256k1:)?$"
)
"""What calls the very thing that follows a private key."""

PHRASE = re.compile("|".join(PHRASE_WORDS), re.IGNORECASE)
"""A recovery phrase is spoken of."""
KEY = re.compile("|".join(KEY_WORDS), re.IGNORECASE)
"""A private key is spoken of."""
HASH = re.compile("|".join(HASH_WORDS), re.IGNORECASE)
"""A transaction, a block, an address or some other public number is spoken of."""
CALLED_KEY = re.compile(CALLED_KEYS, re.IGNORECASE)
"""What follows is called a private key."""
