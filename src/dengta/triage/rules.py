"""From what is said to what it is about: each rule names meanings that stand near each other, and their weight.

In a need, `a|b` is either, `-a` a denied and `~a` a feared meaning, `^a` means that `a` must not be there.
"""

from dataclasses import dataclass

from dengta.triage.meanings import bits


@dataclass(frozen=True, slots=True)
class Rule:
    """A topic, how strongly it is suggested, the meanings that must be there (one of each set), and must not."""

    topic: str
    weight: float
    needs: tuple[int, ...]
    bars: int

    def holds(self, said: int) -> bool:
        """Whether everything needed, and nothing barred, is among the meanings said."""
        return not self.bars & said and self.possible(said)

    def possible(self, said: int) -> bool:
        """Whether everything needed is said somewhere."""
        for need in self.needs:  # noqa: SIM110 -- said a thousand times a message, and a generator costs three times this
            if not need & said:
                return False
        return True


def _rules(table: str) -> tuple[Rule, ...]:
    parsed = []
    for line in table.strip().splitlines():
        topic, weight, *needs = line.split()
        wanted = tuple(bits(need.split("|")) for need in needs if not need.startswith("^"))
        barred = bits(need[1:] for need in needs if need.startswith("^"))
        parsed.append(Rule(topic, float(weight), wanted, barred))
    return tuple(parsed)


RULES = _rules(
    """
    security.phrase_exposed   1000  secret
    security.phrase_exposed   13    phrase expose others|url|safe|strange ^prevent ^official
    security.phrase_exposed   13    phrase gave others|url|strange|phishing|official
    security.phrase_exposed   12    phrase strange expose ^prevent
    security.phrase_exposed   10    phrase gave ^prevent ^restore
    security.phrase_exposed   9     phrase expose not_me|stolen
    security.phrase_exposed   11.5  phrase expose stolen
    security.phrase_exposed   12    phrase restore phishing|url|strange ^prevent
    security.phrase_exposed   8     phrase expose ^prevent ^maybe ^restore ^backup ^phishing ^failed ^password
    security.theft            11    stolen ^phrase
    security.theft            10    stolen
    security.theft            11    moved ^bridge ^swap
    security.theft            9.5   moved instant
    security.theft            9     gone not_me|approval|phishing
    security.theft            11    takeover
    security.theft            9     gone asset|transfer|nft ^add_token ^updated ^not_shown ^restore ^bridge ^unarrived
    security.theft            9     gone asset approval|phishing|url
    security.theft            8     not_me transfer
    security.theft            11    not_me asset gone
    security.theft            8     not_me asset|nft ^failed ^fee ^prevent
    security.theft            9     scammed asset|transfer|approval
    security.theft            7     scammed
    security.phishing         9     phishing contact|others|url|official|phrase ^stolen ^moved ^scammed
    security.phishing         6     phishing ^scammed
    security.phishing         8     official url|contact|phrase|prevent|others
    security.phishing         8.2   official app
    security.phishing         5     official
    approval.suspicious       9     approval strange
    approval.suspicious       8     approval phishing
    approval.suspicious       6     approval url|others
    approval.suspicious       8.2   approval did ^revoke
    approval.revoke           8     revoke ^strange
    approval.revoke           7     revoke approval ^strange
    approval.revoke           3     approval
    transaction.wrong_address 9     wrong_address
    transaction.wrong_address 8.1   contract transfer ^failed ^approval ^scam_token ^sell ^url
    transaction.wrong_address 6     reverse transfer ^stolen ^moved ^scammed ^buy ^complaint
    transaction.wrong_network 9.5   wrong_network transfer|network|asset
    transaction.wrong_network 8     wrong_network
    transaction.wrong_network 9     networks transfer ^fee ^bridge ^swap
    transaction.pending       8     pending transfer|asset|hash
    transaction.pending       6     pending
    transaction.failed        8     failed transfer|asset|hash ^bridge ^swap ^nft ^restore ^dapp ^buy
    transaction.failed        7     failed fee
    transaction.failed        7     -transfer ^fee
    transaction.failed        4     failed
    transaction.not_arrived   8     unarrived transfer|asset|hash ^bridge
    transaction.not_arrived   8     -arrive transfer|asset|hash ^bridge
    transaction.not_arrived   8.2   not_shown transfer ^updated ^bridge ^add_token
    transaction.not_arrived   8     done empty|not_shown transfer|asset ^bridge ^swap ^buy
    transaction.not_arrived   8.5   transfer done unarrived ^bridge
    transaction.not_arrived   5     unarrived
    transaction.not_arrived   3     arrive transfer
    transaction.not_arrived   2     transfer
    asset.missing_token       8     not_shown asset
    asset.missing_token       8     add_token
    asset.missing_token       4     not_shown
    asset.missing_token       8     gone asset updated
    asset.missing_token       8.5   not_shown asset updated
    asset.missing_token       6     gone asset app
    asset.scam_token          11    scam_token
    asset.scam_token          9.5   -sell
    asset.scam_token          9     sell failed ^buy
    fees                      7     fee much
    fees                      5     fee
    fees                      8.1   fee much transfer ^failed
    cross_chain               9     bridge
    cross_chain               7     networks ^wrong_network ^fee ^approval
    cross_chain               9.8   bridge transfer|unarrived|asset|empty
    swap                      9.2   swap
    buy                       9.2   buy
    account.restore           8     restore
    account.restore           7     restore phrase
    account.password          8.5   password
    account.backup            8     backup phrase
    account.backup            6     backup
    account.backup            2     phrase
    account.personal_data     9     personal
    dapp                      7.8   dapp
    dapp                      2     dapp app
    defi                      8     defi
    nft                       8.5   nft
    hardware                  9     hardware
    app                       7.5   broken
    app                       4     app
    security.advice           9     ~stolen|~expose|~scammed|~phishing|~moved|~gone|~takeover
    security.advice           7     prevent safe
    security.advice           5     -stolen|-scammed ^transfer ^restore
    security.advice           6     prevent
    security.advice           7     safe phrase ^backup
    security.advice           4     safe
    security.vulnerability    12    vulnerability
    complaint                 8.5   complaint
    suggestion                8     suggestion
    """
)

NEEDED_FIRST = tuple((rule.needs[0], rule) for rule in RULES)


def rules_about(said: int) -> list[Rule]:
    """The rules of which everything needed is said somewhere."""
    return [rule for first, rule in NEEDED_FIRST if first & said and rule.possible(said)]
