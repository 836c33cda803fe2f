import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [390, 1280, 2560];
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// A page that tells what went wrong on it: errors, dialogs, requests beyond the file itself.
async function open(browser, file, options) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const url = pathToFileURL(resolve(file)).href;
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== url) faults.push(`request: ${request.url().slice(0, 200)}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}

// All but the captured files: of thousands of lines alike a few tell as much.
const unfold = (page) => page.evaluate(() => {
  document.querySelectorAll("details:not(.file)").forEach((d) => { d.open = true; });
  const file = document.querySelector(".file");
  if (file) {
    file.open = true;
    document.querySelectorAll(".file:not([open])").forEach((other) => other.remove());
    file.querySelectorAll("li:nth-child(n+40)").forEach((line) => line.remove());
  }
});

async function quiet({ page, faults }) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await page.waitForTimeout(200);
  return faults;
}

async function copying({ page }) {
  const faults = [];
  await unfold(page);
  for (const button of await page.locator("button.copy").all()) {
    const wanted = await button.evaluate(
      (b) => b.dataset.copy ?? b.parentElement.querySelector("code").textContent);
    await page.evaluate(() => navigator.clipboard.writeText("nothing"));
    await button.click();
    await page.waitForFunction((b) => b.textContent === b.dataset.done, await button.elementHandle());
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (copied !== wanted) faults.push(`copied ${JSON.stringify(copied)}, not ${JSON.stringify(wanted)}`);
  }
  return faults;
}

async function narrow({ page }) {
  await unfold(page);
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const beyond = [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > root.clientWidth && !e.closest(".scroll"))
      .map((e) => `${e.tagName}.${e.className} reaches ${e.getBoundingClientRect().right}`);
    return [`the page is ${root.scrollWidth} px wide`, ...beyond.slice(0, 5)];
  });
  return wide;
}

async function accessible({ page }) {
  await unfold(page);
  await page.evaluate(AXE);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  if (!result.passes.length) return ["axe checked nothing"];
  return result.violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 200)}`
      + ` ${violation.nodes[0].failureSummary}`);
}

async function switching(opened) {
  const { page } = opened;
  const said = () => page.evaluate(() => [document.documentElement.lang, document.title, document.querySelector("#page").innerText]);
  const first = await said();
  await page.locator("button.language").click();
  const second = await said();
  const faults = [];
  for (const [i, what] of ["language", "title", "text"].entries()) {
    if (first[i] === second[i]) faults.push(`the ${what} stays ${JSON.stringify(first[i].slice(0, 100))}`);
  }
  const chinese = [first, second].find((said) => said[0] === "zh-CN");
  if (!chinese || !/[\u4e00-\u9fff]{4}/.test(chinese[2])) faults.push("neither is Chinese");
  faults.push(...await copying(opened), ...opened.faults);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await page.locator("button.language").click();
  if (!(await page.evaluate(() => [...document.querySelectorAll("#page details")].every((d) => d.open)))) {
    faults.push("what was unfolded is folded after a switch");
  }
  await page.reload();
  const again = await said();
  if (again[2] !== first[2]) faults.push("after a reload it does not read as before");
  return faults;
}

async function withoutScript({ page }) {
  const faults = [];
  const shown = async (selector) => {
    const found = page.locator(selector).first();
    if (!(await found.isVisible()) || !(await found.innerText()).trim()) faults.push(`${selector} is not readable`);
  };
  await shown("h1");
  if (await page.locator(".cause").count()) {
    await shown(".cause h2");
    if (await page.locator(".cause .proof").count()) await shown(".cause .excerpt mark");
    // What to do first: a command, or what lies outside the nodes in words. The rest is folded, and unfolds without script.
    if (await page.locator(".cause .steps").count()) await shown(".cause .steps li");
  }
  if (await page.locator("button.copy:visible").count()) faults.push("a copy button that cannot copy is shown");
  return faults;
}

const CHECKS = [
  ["asks nothing of anyone and reports no error", quiet, {}],
  ["copies exactly the command", copying, {}, "button.copy"],
  ["does not scroll sideways at 390 px", narrow, { viewport: { width: 390, height: 844 } }],
  ["is accessible, light", accessible, { colorScheme: "light" }],
  ["is accessible, dark", accessible, { colorScheme: "dark" }],
  ["is accessible at 390 px", accessible, { viewport: { width: 390, height: 844 } }],
  ["switches its language", switching, {}, "button.language"],
  ["reads without JavaScript", withoutScript, { javaScriptEnabled: false }],
];

async function check(browser, files) {
  let failed = 0, passed = 0;
  for (const file of files) {
    for (const [what, run, options, needs] of CHECKS) {
      const opened = await open(browser, file, options);
      // What diff and anonymize write has no script.
      if (needs && !(await opened.page.locator(`${needs}, script`).count())) {
        await opened.close();
        continue;
      }
      const faults = await run(opened).catch((error) => [error.message]);
      await opened.close();
      if (faults.length) failed++;
      else passed++;
      console.log(`${faults.length ? "FAIL" : "ok  "} ${basename(file)}: ${what}`);
      faults.forEach((fault) => console.log(`     ${fault}`));
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

async function shoot(browser, files, folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    for (const width of WIDTHS) {
      for (const colorScheme of ["light", "dark"]) {
        const opened = await open(browser, file, { viewport: { width, height: 800 }, colorScheme });
        const name = join(folder, `${basename(file, ".html")}-${width}-${colorScheme}`);
        await opened.page.screenshot({ path: `${name}.png` });
        await opened.page.screenshot({ path: `${name}-full.png`, fullPage: true });
        await opened.close();
      }
    }
  }
  return 0;
}

export async function main(words) {
  const files = [];
  let executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  let folder = "";
  for (let i = 0; i < words.length; i++) {
    if (words[i] === "--chromium") executablePath = words[++i];
    else if (words[i] === "--screenshots") folder = words[++i];
    else files.push(words[i]);
  }
  if (!files.length) {
    console.error("usage: run [--chromium PATH] [--screenshots DIR] FILE.html...");
    return 2;
  }
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    return await (folder ? shoot(browser, files, folder) : check(browser, files));
  } finally {
    await browser.close();
  }
}
