"""Words that thieves' addresses are made of, with what each weighs. Tuned on half of each public list."""

from dengta.safety.verdict.needles import Needles
from dengta.safety.verdict.wordlist import words

ENOUGH = 3
"""From this weight on an address is called suspicious."""
STRONG, FAIR, FAINT = 3, 2, 1

WORDS = {
    **dict.fromkeys(
        words("""
        airdrop walletconnect connectwallet walletsync syncwallet walletrestore restorewallet walletrecover
        recoverwallet walletvalid validatewallet walletfix fixwallet rectif seedphrase mnemonic recoveryphrase
        dappconnect connectdapp dapp tokenclaim claimreward claimairdrop claimnft freemint freenft nftmint mintnft
        doubleyour giveaway elonmusk unlockwallet secureyourwallet walletverif verifywallet walletauth walletsupport
        supportwallet wallethelp migrat tokenmigrat swapmigrat revokeaccess stakingreward kongtou lingkongtou
        qianbao tibi zhujici walletlink linkwallet walletissue walletsolution walletport web3connect web3sync
        presale mainnet walet wallett collabland collab-land idexmarket idex-market unstak restak eligib allocation
        whitelist ethpromo promoeth ethgift btcgift miigrat syncfix fixsync nodefix fixnode tokenguide swaprate
        validator
        """),
        STRONG,
    ),
    **dict.fromkeys(
        words("""
        wallet claim reward bridge staking nft mint redeem token airdr coin crypto btc bitcoin eth ether usdt usdc
        xrp solana swap dex web3 metaverse minting miner forex yield faucet protocol multichain tesla elon promo
        gift fxtrade fxpro fxmarket fxtrading bnb bsc swaps rewards sync synch node validat rectify resolv connect
        collab blockchain blocks onchain finance trade trading invest mining profit earn drop debug defi pepe doge
        shib hype authent verif backup solution migr protocol exchange capital chain layer
        """),
        FAIR,
    ),
    **dict.fromkeys(
        words("""
        secure login signin valid restore recover support helpdesk helpcenter service update upgrade unlock fix
        fixed issue official bonus event free access portal app apps launch market fund asset option global pro live
        network online account refund compensat distribution snapshot register wl beta labs foundation ecosystem
        genesis season smart safe trust central tool server block ledger vault farming activ approv sale give bank
        join check system
        """),
        FAINT,
    ),
}
ALONE = {word: weight for word, weight in WORDS.items() if len(word) < 4 or weight == FAINT or word == "bridge"}
"""Looked for as whole words: they stand in too many others."""
INSIDE = Needles(WORDS.keys() - ALONE.keys())

ENDINGS = {
    **dict.fromkeys(
        words("xyz top icu cyou cfd sbs vip buzz monster lol bond rest click cam gq tk ml cf ga pw su cc zip"),
        FAIR,
    ),
    **dict.fromkeys(
        words(
            "online site live club fun shop store website space tech pro world today life link ltd company digital run "
            "network finance exchange money cash markets fund claims app dev io org net biz info co to me us in ws ru"
        ),
        FAINT,
    ),
}
PATH_WORDS = Needles(
    words(
        "walletconnect connect-wallet connectwallet airdrop restore-wallet recovery-phrase seed-phrase seedphrase "
        "private-key privatekey mnemonic import-wallet walletsync 空投 助记词 私钥 领取"
    )
)


def weigh(split: list[str], label: str) -> tuple[int, list[str]]:
    """What the words of a host weigh together, and which they are. A word inside a heavier one counts once."""
    found: dict[str, int] = {word: ALONE[word] for word in split if word in ALONE}
    for word in INSIDE.found(label):
        found[word] = WORDS[word]
    kept = [word for word in found if not any(word != other and word in other for other in found)]
    return sum(found[word] for word in kept), kept
