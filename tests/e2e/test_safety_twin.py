"""The browser's rules for secrets, loaded from a running desk into a page of another site."""

from playwright.async_api import Browser

from tests.support.desk import Desk

HOST = "http://127.0.0.1:9/"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
FIND = """async ([desk, texts]) => {
    const { findSecrets } = await import(`${desk}/static/safety/secrets.js`);
    const kinds = [];
    for (const text of texts) kinds.push((await findSecrets(text)).map(({ kind }) => kind));
    return kinds;
}"""


async def test_another_site_finds_secrets_with_the_rules_of_the_desk(desk: Desk, browser: Browser) -> None:
    """The wallet's own page need only allow the desk in its policy; one file of rules is fetched, once."""
    # The desk of a test is on this machine, which a site elsewhere may talk to by permission only.
    context = await browser.new_context(permissions=["local-network-access"])
    page = await context.new_page()
    policy = f"default-src 'none'; script-src {desk.url}; connect-src {desk.url}"
    await page.route(
        HOST, lambda route: route.fulfill(body="<h1>Wallet</h1>", headers={"Content-Security-Policy": policy})
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(HOST)
    texts = [f"My words: {PHRASE}", f"USDT to {TRON} has not arrived", "我的转账一直没有到账,请帮我查一下。"]
    kinds = await page.evaluate(FIND, [desk.url, texts])
    assert kinds == [["seed_phrase"], [], []]
    assert sum(url.endswith("words.bin") for url in asked) == 1
    assert all(url.startswith((HOST, desk.url)) for url in asked)
    await context.close()
