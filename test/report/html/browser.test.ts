import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { counted } from "../../../src/model/numbers.js";
import type { Plan } from "../../../src/model/plan.js";
import { renderPlanHtml } from "../../../src/report/html/render-plan-html.js";
import { formatCount } from "../../../src/report/numbers.js";
import { findChromium } from "../../support/chromium.js";
import { aPlan, anItem, SAMPLE_PLANS } from "../sample-plans.js";
import { aLargePlan } from "./large-plan.js";

const executablePath = findChromium();
if (executablePath === undefined)
  process.stderr.write("NOTICE: no chromium here, so the page of a plan is not tested in a browser\n");

const MIXED = SAMPLE_PLANS["mixed"] ?? expect.unreachable();
const NAME = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'&\u202eeman`;
const HOSTILE = aPlan([
  anItem({ id: "bad0bad0", table: NAME, from: { incremental_field: NAME }, to: { incremental_field: `${NAME}2` } }),
]);

const tables = (page: Page) => page.locator("#items").getByRole("rowheader").allInnerTexts();

describe.skipIf(executablePath === undefined)("the page of a plan in a browser", () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  let address = "";
  const troubles: string[] = [];

  /** Whatever a test does: nothing is logged, and nothing leaves. */
  function watch(watched: Page): Page {
    watched.on("console", (message) => troubles.push(message.text()));
    watched.on("pageerror", (error) => troubles.push(error.message));
    watched.on("dialog", (dialog) => troubles.push(dialog.message()));
    watched.on("request", (request) => {
      if (request.url().split("#")[0] !== address) troubles.push(request.url());
    });
    return watched;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "warehog-page-"));
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
    page = watch(await browser.newPage());
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  async function open(plan: Plan, { width = 1280, hash = "", on = page } = {}): Promise<void> {
    const file = join(folder, "plan.html");
    writeFileSync(file, renderPlanHtml(plan));
    address = pathToFileURL(file).href;
    await on.setViewportSize({ width, height: 800 });
    // Another hash of the same address would load nothing anew.
    await on.goto("about:blank");
    await on.goto(address + hash);
  }

  it.each([1280, 390])("is never wider than %i pixels, whatever names hold", async (width) => {
    for (const plan of [MIXED, HOSTILE]) {
      await open(plan, { width });
      await page.locator("details").evaluateAll((all) => all.forEach((each) => each.setAttribute("open", "")));

      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
  });

  it("shows names as they are written, and runs nothing of them", async () => {
    await open(HOSTILE);

    expect(await tables(page)).toEqual([`shop-postgres/${NAME.replace("\u202e", String.raw`\u202e`)}`]);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(1);
  });

  it("says the totals of the plan", async () => {
    await open(MIXED);
    const { rows_wiped, rows_imported, by_effect } = MIXED.totals;
    const changing = Object.values(by_effect).reduce((sum, count) => sum + count, 0);

    expect(await page.locator("#changes").innerText()).toBe(counted(changing, "table"));
    expect(await page.locator("#wiped").innerText()).toBe(formatCount(rows_wiped));
    expect(await page.locator("#imported").innerText()).toBe(formatCount(rows_imported));
  });

  it("is searched, filtered and unfolded by the keyboard alone, and says how many rows are left", async () => {
    await open(MIXED);
    const status = page.locator("#shown[role=status]");
    expect(await status.innerText()).toBe("7 of 7 shown");

    await page.keyboard.press("/");
    await page.keyboard.type("ORDERS incremental");
    expect(await tables(page)).toEqual(["shop-postgres/public.orders"]);
    expect(await status.innerText()).toBe("1 of 7 shown");

    for (let i = 0; i < 18; i++) await page.keyboard.press("Backspace");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("value")).toBe("wipe");
    await page.keyboard.press("Space");
    expect(await tables(page)).toEqual(["shop-postgres/public.orders", "shop-postgres/public.carts"]);
    expect(await status.innerText()).toBe("2 of 7 shown");
    expect(page.url()).toMatch(/#effect=wipe$/);

    while ((await page.locator("summary:focus").count()) === 0) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("details[open]").innerText()).toContain("would be missed");
  });

  it("opens with the filters of its address, and forgets them at one press", async () => {
    await open(MIXED, { hash: "#search=public&state=drift" });
    expect(await tables(page)).toEqual(["shop-postgres/public.products"]);

    await page.getByRole("button", { name: "show all" }).click();
    await page.getByText("7 of 7 shown").waitFor();
    expect(await tables(page)).toHaveLength(7);
    expect(page.url()).toMatch(/#$/);
  });

  it("tells a word and a mark for every effect, and where no table matches", async () => {
    await open(MIXED, { hash: "#search=no-such-table" });

    expect(await page.getByText("No table matches.").isVisible()).toBe(true);
    expect(new Set(await page.locator("#items td.effect").allTextContents())).toEqual(
      new Set(["✗ loss", "✗ wipe", "◆ disruptive", "● costly", "○ safe"]),
    );
  });

  it("reads without JavaScript", async () => {
    const without = watch(await browser.newPage({ javaScriptEnabled: false }));
    await open(MIXED, { on: without });

    expect(await tables(without)).toHaveLength(7);
    expect(await without.locator("#filters").isVisible()).toBe(false);
  });

  it.each(["light", "dark"] as const)("has a contrast of 4.5 wherever words stand: %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await open(MIXED);

    expect(await page.evaluate(FAINT)).toEqual([]);
  });

  it("finds one of a thousand tables", async () => {
    await open(aLargePlan(1000), { width: 390 });
    await page.locator("#search").fill("users_0996");

    // Roles of so many rows are slow to ask for.
    expect(await page.locator("#items tbody tr:not([hidden]) th").allInnerTexts()).toEqual([
      "shop-postgres/public.users_0996",
    ]);
    expect(await page.locator("#shown").innerText()).toBe("1 of 1,000 shown");
  });
});

/** Texts whose colour is too near to what is behind them, by the formula of WCAG. */
const FAINT = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => channels(color).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    const color = getComputedStyle(e).backgroundColor;
    return channels(color)[3] === 0 ? behind(e.parentElement) : color;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ""))
    .filter((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
    })
    .map((e) => e.outerHTML);
})()`;
